import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { EXIT } from './exit-codes';

interface CommandEntry {
  readonly description: string;
  readonly load: () => Promise<Command>;
}

/** Every command, in the order of the help. The code behind one is loaded only when its name is on the command line. */
const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  up: {
    description: 'start the whole stack on this machine, supervised: nats-server and the five services',
    load: async () => (await import('./commands/up.js')).upCommand(),
  },
  down: {
    description: 'stop the stack that `knockem up --detach` left running',
    load: async () => (await import('./commands/down.js')).downCommand(),
  },
  status: {
    description: 'the processes of the stack on this machine',
    load: async () => (await import('./commands/status.js')).statusCommand(),
  },
  backup: {
    description: 'copy everything that a running stack needs to come back into a directory',
    load: async () => (await import('./commands/backup.js')).backupCommand(),
  },
  restore: {
    description: 'put a backup in the place of the files of a stack that is stopped',
    load: async () => (await import('./commands/restore.js')).restoreCommand(),
  },
  'rebuild-records': {
    description: 'tell the record store everything again that scheduler or stream still hold',
    load: async () => (await import('./commands/rebuild-records.js')).rebuildRecordsCommand(),
  },
  demo: {
    description: 'a whole study on this machine, in a directory of its own that is removed at the end',
    load: async () => (await import('./commands/demo.js')).demoCommand(),
  },
  'check-image': {
    description: 'tell an image from a faulty one: everything that is wrong with it, and what to do about it',
    load: async () => (await import('./commands/check-image.js')).checkImageCommand(),
  },
  submit: {
    description: 'submit a genome and a container image for assays',
    load: async () => (await import('./commands/submit.js')).submitCommand(),
  },
  watch: {
    description: 'follow a submission until it ends (Ctrl-C stops watching, not the submission)',
    load: async () => (await import('./commands/watch.js')).watchCommand(),
  },
  show: {
    description: 'one submission: its state, counters, limits and assays',
    load: async () => (await import('./commands/show.js')).showCommand(),
  },
  list: {
    description: 'submissions, newest first',
    load: async () => (await import('./commands/list.js')).listCommand(),
  },
  cancel: {
    description: 'stop a submission: nothing more starts, what runs is stopped, results so far are kept',
    load: async () => (await import('./commands/cancel.js')).cancelCommand(),
  },
  delete: {
    description: 'delete submissions that have ended with everything that was found, or everything of a user',
    load: async () => (await import('./commands/delete.js')).deleteCommand(),
  },
  token: {
    description: 'make, list and revoke the tokens of the gateway on this machine',
    load: async () => (await import('./commands/token.js')).tokenCommand(),
  },
  results: {
    description: 'what the assays of a submission concluded; --csv: every competition as a flat table',
    load: async () => (await import('./commands/results.js')).resultsCommand(),
  },
  report: {
    description: 'the report of a submission as one HTML file; --plots: all its pictures',
    load: async () => (await import('./commands/report.js')).reportCommand(),
  },
  logs: {
    description: "one service's log; or, with --competition, a container's output",
    load: async () => (await import('./commands/logs.js')).logsCommand(),
  },
  dead: {
    description: 'messages that no service could use: list, show, replay, discard',
    load: async () => (await import('./commands/dead.js')).deadCommand(),
  },
};

export async function buildProgram(argv: readonly string[]): Promise<Command> {
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
  for (const [name, { description, load }] of Object.entries(COMMANDS)) {
    const command = argv.includes(name) ? await load() : new Command(name);
    program.addCommand(command.description(description).showHelpAfterError('(try --help)'));
  }
  exitWithOurCodes(program);
  return program;
}

function exitWithOurCodes(command: Command): void {
  command.exitOverride((end) => process.exit(end.exitCode === 0 ? EXIT.ok : EXIT.usage));
  command.commands.forEach(exitWithOurCodes);
}

const HELP_FOOTER = `
Options of all commands, such as --data-dir and --json, may stand before or after the command.
Exit codes: 0 done · 1 failure · 2 usage · 3 refused input · 4 not found · 5 the watched submission failed or was cancelled · 6 the checked image has a fault · 130 interrupted
Examples:
  knockem up                                          start everything on this machine
  knockem check-image lab/model:1 --genome genome.txt what is wrong with an image of one's own
  knockem submit genome.txt --image lab/model:1 --user me@lab.example --assay screenCritical --watch
  knockem results SUBMISSION                          thresholds, sites, estimates
  knockem report SUBMISSION -o study.html             the same with figures, to read and to pass on
`;

function versionOf(): string {
  const file = join(__dirname, '..', '..', '..', '..', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
