import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isUuid } from '#domain';
import type { Identity } from '../../application/ports';
import { writeDurably } from './durable-file';

export interface IdentitySettings {
  readonly directory: string;
  readonly slots: number;
  readonly pool?: string;
  readonly version: string;
}

/** Reads who this executor is, or makes it so at its first start. The directory must be locked before. */
export async function openIdentity(settings: IdentitySettings): Promise<Identity> {
  const { directory, slots, pool, version } = settings;
  const stackFile = join(directory, 'stack-id');
  let stackId = await readId(stackFile);
  return {
    executorId: await idIn(join(directory, 'executor-id')),
    bootId: randomUUID(),
    host: hostname(),
    version,
    slots,
    pool,
    stackId: () => stackId,
    learnStackId: async (learned) => {
      await writeDurably(stackFile, `${learned}\n`);
      stackId = learned;
    },
  };
}

async function idIn(file: string): Promise<string> {
  const known = await readId(file);
  if (known) return known;
  const made = randomUUID();
  await writeDurably(file, `${made}\n`);
  return made;
}

async function readId(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return isUuid(text.trim()) ? text.trim() : undefined;
}
