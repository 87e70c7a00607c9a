import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nkeys } from '@nats-io/transport-node';
import { keyVariable } from './render-accounts';

/**
 * Makes an nkey for each name: the seed in `<name>.nk`, for its owner's eyes alone, and all public keys in `keys.conf`.
 * Seeds that are there stay, so that a name can be added later. Returns the names that are new.
 */
export function makeKeys(directory: string, names: readonly string[]): string[] {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const isNew = names.filter((name) => !existsSync(seedFile(directory, name)));
  for (const name of isNew) {
    if (!/^[a-z][a-z0-9-]{0,30}$/.test(name))
      throw new Error(`"${name}" is no name: lower-case letters, digits, -`);
    writeFileSync(seedFile(directory, name), `${Buffer.from(nkeys.createUser().getSeed()).toString()}\n`, {
      mode: 0o600,
      flag: 'wx',
    });
  }
  const file = join(directory, 'keys.conf');
  writeFileSync(`${file}.new`, renderKeys(directory, names));
  renameSync(`${file}.new`, file);
  return isNew;
}

export const seedFile = (directory: string, name: string): string => join(directory, `${name}.nk`);

function renderKeys(directory: string, names: readonly string[]): string {
  const lines = names.map((name) => `${keyVariable(name)}: ${publicKeyOf(seedFile(directory, name))}`);
  return `# Public keys of those who may connect; their seeds are the .nk files. Nothing here is secret.\n${lines.join('\n')}\n`;
}

function publicKeyOf(file: string): string {
  const seed = Buffer.from(readFileSync(file, 'utf8').trim());
  return nkeys.fromSeed(seed).getPublicKey();
}
