import { readFileSync } from 'node:fs';

const MS_PER_TICK = 10;
const KB_PER_MB = 1024;

/** CPU time of a process so far, its threads included, in ms. */
export function cpuMs(pid: number): number {
  // After the name, which may hold anything; fields 14 and 15 of proc(5) are utime and stime.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
}

/** What a process has resident now, in MB. */
export const residentMb = (pid: number): number => memoryMb(pid, 'VmRSS');

/** The most memory that a process has had resident since its start, in MB. */
export const peakMb = (pid: number): number => memoryMb(pid, 'VmHWM');

function memoryMb(pid: number, field: string): number {
  const [, kilobytes] =
    new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / KB_PER_MB;
}
