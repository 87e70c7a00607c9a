import { type Command, InvalidArgumentError } from 'commander';
import { COMMANDS } from './command-table';
import { buildProgram } from './program';

/** That each answers as JSON is seen where each is run: e2e/command-line.e2e.spec.ts. */
it('takes --json before or after every command: none has an option of its own of that name', async () => {
  const program = await buildProgram([]);
  expect(program.options.map(({ long }) => long)).toContain('--json');
  expect(program.commands.map((command) => [command.name(), command.description() === ''])).toEqual(
    [...Object.keys(COMMANDS), 'help'].map((name) => [name, false]),
  );
  for (const command of await allCommands())
    expect(command.options.map(({ long }) => long)).not.toContain('--json');
});

/** With those below them. */
async function allCommands(): Promise<Command[]> {
  const walk = (command: Command): Command[] => [command, ...command.commands.flatMap(walk)];
  const loaded = await Promise.all(Object.values(COMMANDS).map(({ load }) => load()));
  return loaded.flatMap(walk);
}

it('refuses what is no id wherever a submission is named, without asking anybody', async () => {
  const named = (await allCommands()).flatMap((command) =>
    command.registeredArguments
      .filter((argument) => ['submission', 'competition'].includes(argument.name()))
      .map(({ parseArg }) => ({ command: command.name(), parseArg })),
  );
  expect(named.length).toBeGreaterThan(10);
  const lenient = named.filter(({ parseArg }) => {
    try {
      parseArg?.('no-id', []);
      return true;
    } catch (error) {
      return !(error instanceof InvalidArgumentError);
    }
  });
  expect(lenient.map(({ command }) => command)).toEqual([]);
});

/** What a wrong command line is answered. */
const said = async (...argv: string[]): Promise<string> => {
  const program = await buildProgram(argv);
  let text = '';
  const hear = (command: Command): void => {
    command.configureOutput({ writeErr: (more) => (text += more) }).exitOverride(() => {
      throw new Error('ended');
    });
    command.commands.forEach(hear);
  };
  hear(program);
  await expect(program.parseAsync(argv, { from: 'user' })).rejects.toThrow('ended');
  return text;
};

it('says what was wrong with a command line, and what was meant', async () => {
  expect(await said('show', '123')).toBe(
    "error: '123' is not the id of a submission; knockem list shows them\n(try --help)\n",
  );
  expect(await said('list', '--limit', 'x')).toContain("error: --limit 'x' is not a whole number\n");
  expect(await said('submit', '--priority', "it's")).toContain(
    "--priority 'it's' is none of low, normal, high\n",
  );
  expect(await said('help', 'submt')).toBe(
    "error: unknown command 'submt'\n(Did you mean submit?)\n(try --help)\n",
  );
  expect(await said('limits', 'help', 'ste')).toContain("'ste'\n(Did you mean set?)\n");
  expect(await said('shwo')).toBe("error: unknown command 'shwo'\n(Did you mean show?)\n(try --help)\n");
  expect(JSON.parse(await said('genome', 'get', '1', '--json'))).toEqual({
    error: {
      code: 'usage',
      message: "'1' is not the id of a genome; knockem genome put prints it",
      hint: 'try --help',
    },
  });
  expect(JSON.parse(await said('shwo', '--json'))).toEqual({
    error: { code: 'usage', message: "unknown command 'shwo'", hint: '(Did you mean show?) try --help' },
  });
});

it('takes what does not go together for a wrong command line, too', async () => {
  const id = '1b7c2f6e-0000-4000-8000-000000000000';
  expect(await said('explain', 'foo')).toContain("'foo' is not the id of a submission");
  expect(await said('replay', id)).toContain(`'${id}' is a submission; say which of its competitions`);
  expect(await said('logs', 'foo', '--competition', 'x/1')).toContain("'foo' is not the id of a submission");
  expect(await said('logs', id, '--competition', 'x')).toContain(
    "--competition 'x' does not name a competition",
  );
  expect(await said('logs', 'scheduler', '--since', '1d')).toContain(
    "--since '1d' is not a duration such as",
  );
  expect(await said('delete')).toContain('give the ids of submissions, or --user EMAIL');
});
