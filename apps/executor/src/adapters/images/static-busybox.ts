import { closeSync, openSync, readSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where `scripts/setup.sh` unpacks one on a machine whose own busybox is linked dynamically. */
const cached = (): string =>
  join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'knockem', 'busybox', 'bin', 'busybox');

/** The busybox that containers are given; it must run in any image, so it must need no library of the image. */
export function findStaticBusybox(configured?: string): string | undefined {
  return [configured, '/bin/busybox', '/usr/bin/busybox', cached()].find(
    (path) => path !== undefined && isStatic(path),
  );
}

const HEADER_BYTES = 4096;
const PROGRAM_HEADERS = { at: 32, size: 54, count: 56 };
const PT_INTERP = 3;

/** A 64-bit little-endian ELF program that names no interpreter (the dynamic linker). */
export function isStatic(path: string): boolean {
  const header = firstBytes(path);
  if (!header || header.toString('latin1', 0, 6) !== '\x7fELF\x02\x01') return false;
  const start = Number(header.readBigUInt64LE(PROGRAM_HEADERS.at));
  const size = header.readUInt16LE(PROGRAM_HEADERS.size);
  const count = header.readUInt16LE(PROGRAM_HEADERS.count);
  if (start + size * count > header.length) return false;
  return Array.from({ length: count }, (_, index) => header.readUInt32LE(start + index * size)).every(
    (type) => type !== PT_INTERP,
  );
}

function firstBytes(path: string): Buffer | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const bytes = Buffer.alloc(HEADER_BYTES);
    return bytes.subarray(0, readSync(file, bytes)).length >= 64 ? bytes : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
