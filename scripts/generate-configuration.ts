/**
 * Writes docs/configuration.md from the table that the services read their environment by. A spec fails when the file
 * that is checked in is out of date.
 *
 *   node dist/scripts/generate-configuration.js
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { renderConfiguration } from './configuration/render';

mkdirSync('docs', { recursive: true });
writeFileSync('docs/configuration.md', renderConfiguration());
console.log('docs/configuration.md');
