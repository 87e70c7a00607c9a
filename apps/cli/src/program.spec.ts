import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { COMMANDS } from './command-table';
import { buildProgram } from './program';

/** Command -> file and function that make it, as the table says: its imports are those of the build. */
const TABLE = readFileSync(join(__dirname, 'command-table.ts'), 'utf8');
const MADE_BY = Object.keys(COMMANDS).map((name): [string, string, string] => {
  const entry = new RegExp(`\\n {2}'?${name}'?: \\{[^}]*?commands/([\\w-]+)\\.js'\\)\\)\\.(\\w+)\\(`).exec(
    TABLE,
  );
  return [name, entry?.[1] ?? 'not found', entry?.[2] ?? ''];
});
const made = (file: string, by: string): Command =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- named by the table
  (require(`./commands/${file}`) as Record<string, () => Command>)[by]();

/** Leaves its answer to another file, which answers as JSON. */
const ANSWERS_BY: Readonly<Record<string, string>> = { clone: 'submitStudy(session' };

it.each(MADE_BY)('%s answers as JSON with --json', (name, file) => {
  const source = readFileSync(join(__dirname, 'commands', `${file}.ts`), 'utf8');
  const answers = /\bprint\(|settings\.json/.test(source);
  expect(answers || source.includes(ANSWERS_BY[name] ?? '\0')).toBe(true);
});

it('takes --json before or after every command: none has an option of its own of that name', async () => {
  const program = await buildProgram([]);
  expect(program.options.map(({ long }) => long)).toContain('--json');
  expect(program.commands.map((command) => [command.name(), command.description() === ''])).toEqual(
    Object.keys(COMMANDS).map((name) => [name, false]),
  );
  const walk = (command: Command): Command[] => [command, ...command.commands.flatMap(walk)];
  for (const command of MADE_BY.flatMap(([, file, by]) => walk(made(file, by))))
    expect(command.options.map(({ long }) => long)).not.toContain('--json');
});
