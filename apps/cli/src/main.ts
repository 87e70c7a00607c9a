#!/usr/bin/env node
import { explainFailure } from './explain-failure';
import { buildProgram } from './program';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `knockem list | head` closes the pipe early; that is no failure.
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

buildProgram(process.argv)
  .then((program) => program.parseAsync())
  .catch((error: unknown) => {
    process.exitCode = explainFailure(error, process.argv.includes('--json'));
  });
