import { Command } from 'commander';
import { nearestWord } from '#domain';

/** `help` of the commands below one. Commander's own answers a mistyped name with the whole help, and not a word of it. */
export const helpOf = (above: Command): Command =>
  new Command('help')
    .argument('[command...]')
    .description('display help for command')
    .action((names: string[]) => commandNamed(above, names).help());

const commandNamed = (above: Command, names: readonly string[]): Command =>
  names.reduce((command, name) => {
    const found = command.commands.find((below) => below.name() === name);
    return found ?? command.error(unknown(name, command));
  }, above);

function unknown(name: string, { commands }: Command): string {
  const near = nearestWord(
    name,
    commands.map((below) => below.name()),
  );
  return `error: unknown command '${name}'${near === undefined ? '' : `\n(Did you mean ${near}?)`}`;
}
