import { readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** The build, or, in specs, the sources beside it. */
const ABOVE_APPS = resolve(__dirname, '..', '..', '..');
const ROOT = basename(ABOVE_APPS) === 'dist' ? dirname(ABOVE_APPS) : ABOVE_APPS;

/** Of this command, as package.json says. */
export function versionOf(): string {
  return (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;
}
