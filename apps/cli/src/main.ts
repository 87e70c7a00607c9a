#!/usr/bin/env node
import type { Command } from 'commander';
import { flagsGiven } from './commands/flag-of-field';
import { ASKED_BY_SHELLS, type Shell } from './completion/scripts';
import { explainFailure } from './explain-failure';
import { buildProgram } from './program';

for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // `knockem list | head` closes the pipe early; that is no failure.
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });

const [asked, shell, ...words] = process.argv.slice(2);

if (asked === ASKED_BY_SHELLS) {
  // A person is typing: what cannot be told is not told.
  const end = (): never => process.exit();
  void import('./completion/complete.js')
    .then(({ complete }) => complete(shell as Shell, words))
    .then(end, end);
} else {
  let running: Command | undefined;
  buildProgram(process.argv)
    .then((program) => program.hook('preAction', (_, command) => void (running = command)).parseAsync())
    .catch((error: unknown) => {
      process.exitCode = explainFailure(error, process.argv.includes('--json'), flagsGiven(running));
    });
}
