import { Command } from 'commander';
import { COMMANDS } from './command-table';
import { EXIT, EXIT_MEANINGS } from './exit-codes';
import { helpOf } from './help-command';
import { versionOf } from './package-version';
import { inPlainWords, usageErrorAsJson } from './usage-error';

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
    .option('--no-color', 'no colours, as with NO_COLOR; FORCE_COLOR=1 colours what is piped, too')
    .addHelpText('after', HELP_FOOTER);
  for (const [name, { description, load }] of Object.entries(COMMANDS)) {
    const command = argv.includes(name) ? await load() : new Command(name);
    program.addCommand(command.description(description));
  }
  withOurManners(program, argv.includes('--json'));
  return program;
}

/** The same at every depth: exit codes of ours, and after a wrong command line our words and the nearest right one. */
function withOurManners(command: Command, asJson: boolean): void {
  command
    .showSuggestionAfterError()
    .exitOverride((end) => process.exit(end.exitCode === 0 ? EXIT.ok : EXIT.usage));
  const inShape = asJson ? usageErrorAsJson : (text: string): string => text;
  command.configureOutput({ outputError: (text, write) => write(inShape(inPlainWords(text))) });
  if (!asJson) command.showHelpAfterError('(try --help)');
  if (command.commands.length > 0) command.addCommand(helpOf(command));
  command.commands.forEach((below) => withOurManners(below, asJson));
}

const exitCodes = (Object.keys(EXIT) as (keyof typeof EXIT)[])
  .map((name) => `${EXIT[name]} ${EXIT_MEANINGS[name].split(/[:;]/)[0]}`)
  .join(' · ');

const HELP_FOOTER = `
Options of all commands, such as --data-dir and --json, may stand before or after the command.
Exit codes: ${exitCodes}
Examples:
  knockem up                                          start everything on this machine
  knockem check-image lab/model:1 --genome genome.txt what is wrong with an image of one's own
  knockem submit genome.txt --image lab/model:1 --user me@lab.example --assay screenCritical --watch
  knockem results SUBMISSION                          thresholds, sites, estimates
  knockem report SUBMISSION -o study.html             the same with figures, to read and to pass on
`;
