import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { KnockemError } from '#domain';
import { type CrunHost, namespaceScript, unshareArguments } from './crun-host';
import {
  type ExecutorDirectory,
  RUNNER_PROTOCOL,
  type RunnerMessage,
  type RunnerRequest,
} from './executor-directory';
import { readLines, withShortPath, writeLine } from './line-socket';

const START_BOUND_MS = 15_000;
const LOOK_AGAIN_MS = 10;
/** A runner with runs left closes the line and goes on; one without ends. Either takes milliseconds. */
const LEAVE_BOUND_MS = 2_000;

/** Starts the runner as `node <main>` by default; specs, which have no built files, say otherwise. */
export const BUILT_RUNNER: readonly string[] = [process.execPath, join(__dirname, 'runner', 'main.js')];

class RunnerGone extends Error {
  override readonly message = 'The runner has gone.';
}

/**
 * The executor's line to its runner: starts one when none answers, again when it has died. Events: `changed` when a run
 * has ended or the line broke (then the exit files tell what happened).
 */
export class RunnerClient extends EventEmitter {
  private socket?: Promise<Socket>;
  private line?: Socket;
  private seq = 0;
  private readonly waiting = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
  private closed = false;

  constructor(
    private readonly directory: ExecutorDirectory,
    private readonly host: CrunHost,
    private readonly command: readonly string[],
  ) {
    super();
    this.setMaxListeners(0);
  }

  hello(): Promise<void> {
    return this.ask({ seq: ++this.seq, op: 'hello' });
  }

  /** The runner of this line lives: when it no longer does, `changed` says so. */
  get isConnected(): boolean {
    return this.line !== undefined && !this.line.destroyed;
  }

  start(attemptId: string): Promise<void> {
    return this.ask({ seq: ++this.seq, op: 'start', attemptId });
  }

  /** As `start`; the container ends when this process lets go of the line. */
  serve(attemptId: string): Promise<void> {
    return this.ask({ seq: ++this.seq, op: 'serve', attemptId });
  }

  stop(attemptId: string): Promise<void> {
    return this.ask({ seq: ++this.seq, op: 'stop', attemptId });
  }

  /** Lets go. A runner that has nothing to run ends now, and is awaited: nothing is left of an executor that drained. */
  async close(): Promise<void> {
    this.closed = true;
    const socket = await this.socket?.catch(() => undefined);
    if (!socket || socket.destroyed) return;
    const gone = once(socket, 'close');
    writeLine(socket, { seq: ++this.seq, op: 'leave' });
    socket.end();
    await Promise.race([gone, pause(LEAVE_BOUND_MS, undefined, { ref: false })]);
    socket.destroy();
  }

  /** Asked again once: an idle runner may end just as it is asked, and every request may be repeated. */
  private async ask(request: RunnerRequest): Promise<void> {
    try {
      await this.askOnce(request);
    } catch (error) {
      if (!(error instanceof RunnerGone) || this.closed) throw error;
      await this.askOnce(request);
    }
  }

  private async askOnce(request: RunnerRequest): Promise<void> {
    const socket = await this.connected();
    return new Promise((resolve, reject) => {
      if (socket.destroyed) return reject(new RunnerGone());
      this.waiting.set(request.seq, { resolve, reject });
      writeLine(socket, request);
    });
  }

  private connected(): Promise<Socket> {
    if (this.closed) return Promise.reject(new Error('The crun runtime is closed.'));
    this.socket ??= this.reach().catch((error) => {
      this.socket = undefined;
      throw error;
    });
    return this.socket;
  }

  private async reach(): Promise<Socket> {
    const path = join(this.directory.path, `runner.v${RUNNER_PROTOCOL}.sock`);
    const socket = (await tryConnect(path)) ?? (await this.startRunner(path));
    readLines(socket, (message) => this.take(message as RunnerMessage));
    socket.on('error', () => undefined).once('close', () => this.lost());
    return (this.line = socket);
  }

  private async startRunner(path: string): Promise<Socket> {
    const log = openSync(this.directory.runnerLog, 'w');
    const cgroupManager = this.host.cgroups === 'none' ? 'disabled' : 'cgroupfs';
    const runner = [...this.command, this.directory.path, path, cgroupManager];
    const args = [...unshareArguments(this.host), 'sh', '-c', namespaceScript(this.host), 'sh', ...runner];
    // Own session; only what its programs need of the environment, so that no credential is near a container.
    const env = { PATH: `${process.env.PATH ?? ''}:/usr/sbin:/usr/bin:/sbin:/bin` };
    const child = spawn('unshare', args, { detached: true, stdio: ['ignore', log, log], env, cwd: '/' });
    closeSync(log);
    let failed = false;
    child.once('error', () => (failed = true)).once('exit', () => (failed = true));
    child.unref();
    for (const until = performance.now() + START_BOUND_MS; !failed && performance.now() < until;) {
      const socket = await tryConnect(path);
      if (socket) return socket;
      await pause(LOOK_AGAIN_MS);
    }
    throw await this.runnerFailure();
  }

  private async runnerFailure(): Promise<Error> {
    const said = (await readFile(this.directory.runnerLog, 'utf8').catch(() => '')).trim().slice(-500);
    return new KnockemError('misconfigured', `The crun runner did not start: ${said || 'it said nothing'}.`, {
      hint: this.host.isRoot
        ? 'It needs the right to unshare mount namespaces; in a container, run it privileged.'
        : 'It needs user namespaces for ordinary users (sysctl user.max_user_namespaces), or root.',
    });
  }

  private take(message: RunnerMessage): void {
    if ('ended' in message) {
      this.emit('changed', message.ended);
      return;
    }
    const waiting = this.waiting.get(message.seq);
    this.waiting.delete(message.seq);
    if (message.error === undefined) waiting?.resolve();
    else waiting?.reject(new Error(message.error));
  }

  private lost(): void {
    this.socket = this.line = undefined;
    for (const { reject } of this.waiting.values()) reject(new RunnerGone());
    this.waiting.clear();
    this.emit('changed');
  }
}

function tryConnect(path: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    withShortPath(path, (short, done) => {
      const socket = connect(short);
      socket.once('connect', () => {
        done();
        socket.removeAllListeners('error');
        resolve(socket);
      });
      socket.once('error', () => {
        done();
        resolve(undefined);
      });
    });
  });
}
