// Real: the knockem command of the build, bash, zsh and fish as a person has them (in a terminal, by util-linux' script),
// each where it is installed. A stand-in: the gateway, which knows one page of submissions.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { describeUnless, expectNoLeaks, tempDirectory, trackChild, waitFor } from '#testing';
import { type Shell, SHELLS } from './scripts';

const PROGRAM = resolve('dist', 'bin', 'knockem.js');
const ID = '5f0c6a2e-0000-4000-8000-00000000abcd';
const PATIENCE = { timeoutMs: 60_000 };

const home = tempDirectory('knockem-completion-');
const command = join(home.path, 'bin', 'knockem');
let gateway: Server;
let answers = true;
const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  HOME: home.path,
  ZDOTDIR: home.path,
  XDG_CONFIG_HOME: home.path,
  XDG_DATA_HOME: home.path,
  XDG_RUNTIME_DIR: home.path,
  TERM: 'dumb',
  PATH: `${join(home.path, 'bin')}:${process.env.PATH}`,
  KNOCKEM_URL: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`,
});

beforeAll(async () => {
  if (!existsSync(PROGRAM)) throw new Error('there is no build: run `npm run build` first');
  mkdirSync(join(home.path, 'bin'));
  // A fish that finds this missing reads every manual page of the machine, in a process that outlives the shell.
  mkdirSync(join(home.path, 'fish', 'generated_completions'), { recursive: true });
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" "$@"\n`, { mode: 0o755 });
  gateway = createServer((_, response) => {
    if (!answers) return;
    const items = [
      { id: ID, status: 'active', containerImage: 'lab/model:1', datetime: '2030-01-01T00:00:00Z' },
    ];
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ items }));
  });
  gateway.listen(0, '127.0.0.1');
  await once(gateway, 'listening');
});
afterAll(async () => {
  gateway.closeAllConnections();
  gateway.close();
  await once(gateway, 'close');
  home.remove();
  expectNoLeaks();
});

const START: Readonly<Record<Shell, readonly [shell: string, learn: string]>> = {
  bash: ['bash --norc -i', 'bind "set completion-query-items 0"; source <(knockem completion bash)'],
  zsh: ['zsh -f -i', 'autoload -U compinit; compinit -u -D; source <(knockem completion zsh)'],
  fish: ['fish -i', 'knockem completion fish | source'],
};

/** A shell in a terminal: what is typed into it, and what it shows. */
class Typist implements AsyncDisposable {
  private shown = '';
  private readonly child: ChildProcess;

  constructor(shell: Shell) {
    const args = ['--quiet', '--return', '--command', START[shell][0], '/dev/null'];
    this.child = trackChild(spawn('script', args, { env: environment(), stdio: 'pipe' }), shell);
    this.child.stdout!.on('data', (chunk: Buffer) => (this.shown += chunk.toString()));
  }

  /** Types, and waits until this stands on the screen. */
  async type(keys: string, until: RegExp, patience = PATIENCE): Promise<string> {
    this.shown = '';
    this.child.stdin!.write(keys);
    await waitFor(() => until.test(this.shown), patience).catch((error: Error) => {
      throw new Error(`${error.message}; the screen shows ${JSON.stringify(this.shown)}`);
    });
    return this.shown;
  }

  /** Types, and tells after some seconds at the latest whether it came. */
  offers(keys: string, value: string): Promise<boolean> {
    return this.type(keys, new RegExp(value), { timeoutMs: 5000 }).then(
      () => true,
      () => false,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.stdin!.write('\x15exit\r');
    this.child.stdin!.end();
    await gone;
  }
}

/** Where a shell is. */
const hasTool = (tool: string): boolean => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0;
const whyNot = (shell: Shell): string | undefined =>
  ['script', shell].filter((tool) => !hasTool(tool)).map((tool) => `${tool} is not installed`)[0];

for (const shell of SHELLS) {
  describeUnless(whyNot(shell), `completion in ${shell}`, () => {
    it('completes commands, flags, choices and ids as they are typed', async () => {
      await using typist = new Typist(shell);
      await typist.type(`${START[shell][1]}; echo le''arned\r`, /learned/);
      await typist.type('knockem su\t', /submit/);
      await typist.type('\x15knockem download --form\t', /--format/);
      await typist.type('\x15knockem download --format p\t', /parquet/);
      await typist.type('\x15knockem download --format=p\t', /=parquet/);
      // The gateway is given less than a second, which a busy machine may need for itself.
      await waitFor(() => typist.offers('\x15knockem show 5f\t', ID), PATIENCE);
    }, 120_000);
  });
}

const asked = (...words: string[]): { stdout: string; stderr: string; status: number | null } =>
  spawnSync(command, ['__complete', 'zsh', ...words], { env: environment(), encoding: 'utf8' });

it('tells the shell what each is', async () => {
  const told = `${ID}\tactive lab/model:1 2030-01-01T00:00:00Z\n:\n`;
  await waitFor(async () => (await inTurn('show', '')).stdout === told, PATIENCE);
  expect(asked('backup', '').stdout).toBe(':directories\n');
});

it('is silent, and soon done, where the gateway does not answer, or what is typed is no command line', async () => {
  answers = false;
  expect(await inTurn('show', '')).toEqual({ stdout: ':\n', stderr: '', status: 0 });
  answers = true;
  expect(await inTurn('--url', 'http://127.0.0.1:1', 'show', '')).toMatchObject({
    stdout: ':\n',
    stderr: '',
  });
  expect(await inTurn('show', '--nonsense', '--', 'x', '')).toMatchObject({ stderr: '', status: 0 });
});

/** The gateway is of this process: it must not wait for its asker. */
function inTurn(...words: string[]): Promise<{ stdout: string; stderr: string; status: number | null }> {
  return new Promise((settle) => {
    const child = trackChild(
      spawn(command, ['__complete', 'zsh', ...words], { env: environment() }),
      'asked',
    );
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
    child.once('close', (status) => settle({ ...said, status }));
  });
}
