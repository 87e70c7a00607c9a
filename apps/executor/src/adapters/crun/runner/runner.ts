import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { type ExecutorDirectory, type RunnerRequest } from '../executor-directory';
import { readLines, withShortPath, writeLine } from '../line-socket';
import { asFullDisk } from '../../disk/disk-room';
import { ContainerRun, type RunnerParts } from './container-run';
import { failedExit, writeExitFile } from './exit-file';

/** How long an idle runner waits for an executor to come (back). */
const IDLE_MS = 3_000;

/**
 * Starts containers for one executor and outlives it: keeps their deadlines, caps their output, writes down how they
 * ended. Ends itself when nothing runs and no executor has been connected for three seconds.
 *
 * When the runner itself dies, the next one (started by the executor) ends the containers that the dead one left and
 * says of each that its end is unknown: without a keeper their deadline would not hold.
 */
export class Runner {
  private readonly runs = new Map<string, ContainerRun>();
  private readonly starting = new Map<string, Promise<void>>();
  private readonly clients = new Set<Socket>();
  /** Containers that end with the line of whoever had them started. */
  private readonly tied = new Map<string, Socket>();
  private readonly server: Server = createServer((socket) => this.welcome(socket));
  private idle?: NodeJS.Timeout;

  constructor(
    private readonly directory: ExecutorDirectory,
    private readonly parts: RunnerParts,
    private readonly exit: () => void,
  ) {}

  async open(socketPath: string): Promise<void> {
    await this.prepareState();
    await this.endOrphans();
    await rm(socketPath, { force: true });
    await withShortPath(
      socketPath,
      (path) =>
        new Promise<void>((resolve, reject) => this.server.once('error', reject).listen(path, resolve)),
    );
    this.watchIdleness();
  }

  /** After a restart of the machine, pids in crun's state belong to strangers: forget them unread. */
  private async prepareState(): Promise<void> {
    const bootId = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    const before = await readFile(this.directory.bootId, 'utf8').catch(() => '');
    if (before !== bootId) await rm(this.directory.state, { recursive: true, force: true });
    for (const path of [this.directory.state, this.directory.slots])
      await mkdir(path, { recursive: true, mode: 0o700 });
    if (before !== bootId) await writeFile(this.directory.bootId, bootId);
  }

  private async endOrphans(): Promise<void> {
    for (const attemptId of await readdir(this.directory.state)) await this.parts.crun.delete(attemptId);
    for (const name of await readdir(this.directory.slots)) {
      await rm(`${this.directory.slots}/${name}`, { recursive: true, force: true });
    }
    for (const attemptId of await readdir(this.directory.runs)) {
      const run = this.directory.run(attemptId);
      if (!existsSync(run.started) || existsSync(run.exit)) continue;
      // Empty where the disk was full.
      const startedAt = (await readFile(run.started, 'utf8')) || new Date().toISOString();
      writeExitFile(run, failedExit(startedAt, 'The runner that kept this container ended before it did.'));
    }
  }

  private welcome(socket: Socket): void {
    this.clients.add(socket);
    readLines(socket, (message) => void this.answer(socket, message as RunnerRequest));
    socket
      .on('error', () => undefined)
      .on('close', () => {
        this.clients.delete(socket);
        this.endTied(socket);
        this.watchIdleness();
      });
  }

  private endTied(gone: Socket): void {
    for (const [attemptId, socket] of this.tied) if (socket === gone) this.stop(attemptId);
  }

  private async answer(socket: Socket, request: RunnerRequest): Promise<void> {
    try {
      if (request.op === 'hello') await Promise.allSettled(this.starting.values());
      if (request.op === 'start') await this.start(request.attemptId);
      if (request.op === 'serve') await this.serve(request.attemptId, socket);
      if (request.op === 'stop') this.stop(request.attemptId);
      if (request.op === 'leave') return this.leave(socket);
      writeLine(socket, { seq: request.seq });
    } catch (error) {
      writeLine(socket, { seq: request.seq, error: (error as Error).message });
    }
  }

  /** Starts a run once, however often it is asked for. */
  private async start(attemptId: string): Promise<void> {
    const underWay = this.starting.get(attemptId);
    if (underWay) return underWay;
    const directory = this.directory.run(attemptId);
    if (this.runs.has(attemptId) || existsSync(directory.started)) return;
    const run = new ContainerRun(attemptId, directory, this.parts);
    this.runs.set(attemptId, run);
    const started = run.start(() => this.ended(attemptId)).finally(() => this.starting.delete(attemptId));
    this.starting.set(attemptId, started);
    await started.catch((error: Error) => {
      const told = asFullDisk(this.directory.path, error) ?? error;
      const exit = failedExit(new Date().toISOString(), `The run could not be set up: ${told.message}`);
      try {
        writeExitFile(directory, exit);
      } finally {
        this.ended(attemptId);
      }
    });
  }

  private async serve(attemptId: string, socket: Socket): Promise<void> {
    this.tied.set(attemptId, socket);
    await this.start(attemptId);
    if (!this.clients.has(socket)) this.stop(attemptId);
  }

  /** The executor needs nothing more: the end of this process tells it so, where nothing runs on. */
  private leave(socket: Socket): void {
    this.clients.delete(socket);
    if (this.runs.size === 0 && this.clients.size === 0) return void this.end();
    socket.end();
  }

  /** Whoever connects from now on finds nobody, and starts the next runner. */
  private async end(): Promise<void> {
    this.server.close();
    await this.parts.slots.remove();
    this.exit();
  }

  private stop(attemptId: string): void {
    void this.runs.get(attemptId)?.stop();
  }

  private ended(attemptId: string): void {
    this.runs.delete(attemptId);
    this.tied.delete(attemptId);
    for (const client of this.clients) writeLine(client, { ended: attemptId });
    this.watchIdleness();
  }

  private watchIdleness(): void {
    clearTimeout(this.idle);
    if (this.runs.size > 0 || this.clients.size > 0) return;
    this.idle = setTimeout(() => {
      if (this.runs.size > 0 || this.clients.size > 0) return this.watchIdleness();
      void this.end();
    }, IDLE_MS);
  }
}
