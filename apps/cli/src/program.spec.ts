import { type Command, InvalidArgumentError } from 'commander';
import { COMMANDS } from './command-table';
import { buildProgram } from './program';

/** That each answers as JSON is seen where each is run: e2e/command-line.e2e.spec.ts. */
it('takes --json before or after every command: none has an option of its own of that name', async () => {
  const program = await buildProgram([]);
  expect(program.options.map(({ long }) => long)).toContain('--json');
  expect(program.commands.map((command) => [command.name(), command.description() === ''])).toEqual(
    Object.keys(COMMANDS).map((name) => [name, false]),
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
      .filter((argument) => argument.name() === 'submission')
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

it('says what was wrong with a command line, and what was meant', async () => {
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
  expect(await said('shwo')).toBe("error: unknown command 'shwo'\n(Did you mean show?)\n(try --help)\n");
  expect(JSON.parse(await said('shwo', '--json'))).toEqual({
    error: { code: 'usage', message: "unknown command 'shwo'", hint: '(Did you mean show?) try --help' },
  });
});
