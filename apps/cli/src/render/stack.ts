import { join } from 'node:path';
import { isAlive, type StackFile } from '../stack/stack-file';
import { table } from './table';

/** Where a running stack listens, and where its files are. */
export const whereToLook = (stack: Pick<StackFile, 'gatewayUrl' | 'natsUrl' | 'dataDir'>): string =>
  [
    `  web page  ${stack.gatewayUrl}/`,
    `  gateway   ${stack.gatewayUrl}/api/v1   (interactive documentation: ${stack.gatewayUrl}/api/docs)`,
    `  nats      ${stack.natsUrl}`,
    `  data      ${stack.dataDir}   (logs: ${join(stack.dataDir, 'logs')})`,
  ].join('\n');

export function renderProcesses(stack: StackFile): string {
  return table(
    ['process', 'pid', 'state', 'restarts', 'last end'],
    stack.processes.map((child) => [
      child.name,
      child.pid,
      isAlive(child) ? 'up' : 'down',
      child.restarts ?? 0,
      child.lastEnd ?? '',
    ]),
  );
}

/** A word as a shell reads it back. */
export const quoted = (word: string): string =>
  /^[\w./:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
