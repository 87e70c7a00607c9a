/**
 * Writes docs/subjects.md from libs/contracts. A spec fails when the file that is checked in is out of date.
 *
 *   node dist/scripts/generate-subjects.js
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { renderSubjects } from './subjects/render';

mkdirSync('docs', { recursive: true });
writeFileSync('docs/subjects.md', renderSubjects());
console.log('docs/subjects.md');
