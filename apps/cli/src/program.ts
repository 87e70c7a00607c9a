import { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from './exit-codes';
import { cancelCommand } from './commands/cancel';
import { demoCommand } from './commands/demo';
import { listCommand } from './commands/list';
import { logsCommand } from './commands/logs';
import { resultsCommand } from './commands/results';
import { showCommand } from './commands/show';
import { submitCommand } from './commands/submit';
import { downCommand, statusCommand, upCommand } from './commands/up';
import { watchCommand } from './commands/watch';

export function buildProgram(): Command {
  const program = new Command('knockem')
    .description('Knockout-competition assays on digital organisms: how many sites of a genome matter.')
    .version(versionOf())
    .option(
      '--url <url>',
      'gateway (else KNOCKEM_URL, else the stack of --data-dir, else http://127.0.0.1:8080)',
    )
    .option('--nats-url <url>', 'nats-server, for logs (else KNOCKEM_NATS_URL, else the stack of --data-dir)')
    .option(
      '--data-dir <directory>',
      'where a stack of this machine keeps its data (else KNOCKEM_DATA_DIR, else ./var)',
    )
    .option('--json', 'machine-readable output: one JSON value, or one per line')
    .showSuggestionAfterError()
    .showHelpAfterError('(try --help)')
    .addHelpText('after', HELP_FOOTER);
  const commands = [
    upCommand(),
    downCommand(),
    statusCommand(),
    demoCommand(),
    submitCommand(),
    watchCommand(),
    showCommand(),
    listCommand(),
    cancelCommand(),
    resultsCommand(),
    logsCommand(),
  ];
  for (const command of commands) program.addCommand(command);
  for (const command of [program, ...program.commands]) {
    command.exitOverride((end) => process.exit(end.exitCode === 0 ? EXIT.ok : EXIT.usage));
  }
  return program;
}

const HELP_FOOTER = `
Exit codes: 0 done · 1 failure · 2 usage · 3 refused input · 4 not found · 5 the watched submission failed or was cancelled · 130 interrupted
Examples:
  knockem up                                          start everything on this machine
  knockem submit genome.txt --image lab/model:1 --user me@lab.example --assay screenCritical --watch
  knockem results SUBMISSION                          thresholds, sites, estimates
`;

function versionOf(): string {
  const file = join(__dirname, '..', '..', '..', '..', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
