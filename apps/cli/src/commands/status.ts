import { Command } from 'commander';
import { KnockemError } from '#domain';
import { sessionOf } from '../session';
import { orphansOf } from '../stack/orphans';
import { isAlive, readStackFile } from '../stack/stack-file';
import { renderProcesses, whereToLook } from '../render/stack';

export function statusCommand(): Command {
  return new Command('status').action((_flags: unknown, command: Command) => {
    const { settings, print } = sessionOf(command);
    const stack = readStackFile(settings.dataDir);
    if (!stack || !isAlive(stack.supervisor)) throw notRunning(settings.dataDir);
    const processes = stack.processes.map((child) => ({ ...child, up: isAlive(child) }));
    const heading = stack.ready ? 'knockem is up' : 'knockem is starting';
    print({ ...stack, processes }, () =>
      [`${heading}\n${whereToLook(stack)}`, renderProcesses(stack)].join('\n\n'),
    );
  });
}

function notRunning(dataDir: string): KnockemError {
  const orphans = orphansOf(dataDir).map(({ name, pid }) => `${name} (pid ${pid})`);
  return orphans.length === 0
    ? new KnockemError('not-found', `no stack is running in ${dataDir}`, {
        hint: 'start one with `knockem up`',
      })
    : new KnockemError(
        'not-found',
        `the supervisor of the stack in ${dataDir} is gone; without it run on: ${orphans.join(', ')}`,
        { hint: 'stop them with `knockem down`, or start anew with `knockem up`' },
      );
}
