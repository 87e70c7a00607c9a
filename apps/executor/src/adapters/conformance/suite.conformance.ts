import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDirectory, type TempDirectory } from '#testing';
import type {
  Collected,
  ContainerRuntime,
  InputFile,
  PreparedImage,
  RunEnd,
  RunSpecification,
} from '../../application/container-runtime';
import { writeConformanceImages } from '../container-runtime-images.conformance';

/** What a runtime's spec brings along. */
export interface ConformanceHarness {
  /** A new adapter on the same host and directory. */
  open(): Promise<ContainerRuntime>;
  /** Starts the run from another process and ends that process with SIGKILL once `start` has resolved. */
  startAndDie(run: RunSpecification): Promise<void>;
  /** What the machine still holds of these runs: processes, mounts, cgroups, files, containers, volumes. */
  leftovers(attemptIds: readonly string[]): Promise<string[]>;
  /** The next `serve` of this process fails when it has made the container's traces. Absent: cannot be made to. */
  failNextServe?(): void;
  /** Takes an image away behind the adapter's back, as a person who tidies up. Absent: nobody else can. */
  loseImage?(imageRef: string): Promise<void>;
  /** Ends the container behind the adapter's back. Absent: nobody else can. */
  endFromOutside?(attemptId: string): Promise<void>;
  close(): Promise<void>;
}

export type MakeHarness = (imagesDirectory: string) => Promise<ConformanceHarness>;

export type Limit = 'memory' | 'pids' | 'cpus';

export const PLAIN = 'knockem-test/plain:1';
export const STACK = randomUUID();
export const EXECUTOR = randomUUID();

/** A run's difference from the ordinary one. */
export type Order = Partial<Omit<RunSpecification, 'template'>> & {
  template?: Partial<RunSpecification['template']>;
};

/** Runs `text` in the injected shell. */
export const script = (text: string, order: Order = {}): Order => ({ ...order, argv: ['sh', '-c', text] });

/** The runtime under test, its images, and short ways to run something. Whatever it began is removed at the end. */
export class Suite {
  harness!: ConformanceHarness;
  runtime!: ContainerRuntime;
  plain!: PreparedImage;
  private images!: TempDirectory;
  private readonly begun: string[] = [];

  constructor(
    private readonly name: string,
    private readonly makeHarness: MakeHarness,
    private readonly limitsNotHeld: readonly Limit[],
  ) {}

  async open(): Promise<void> {
    this.images = tempDirectory();
    chmodSync(this.images.path, 0o755);
    await writeConformanceImages(this.images.path);
    this.harness = await this.makeHarness(this.images.path);
    this.runtime = await this.harness.open();
    this.plain = await this.runtime.prepare(PLAIN);
  }

  async close(): Promise<void> {
    for (const attemptId of this.begun) await this.runtime?.remove(attemptId);
    const left = await this.harness?.leftovers(this.begun);
    await this.runtime?.close();
    await this.harness?.close();
    this.images?.remove();
    expect(left).toEqual([]);
  }

  /** A test of a limit, skipped by name where it cannot be held. */
  itHolds(limit: Limit, title: string, test: () => Promise<void>): void {
    if (this.limitsNotHeld.includes(limit)) it.skip(`${title} (${this.name} cannot hold it)`, test);
    else it(title, test, 60_000);
  }

  specify({ template, ...rest }: Order): RunSpecification {
    const attemptId = rest.attemptId ?? randomUUID();
    this.begun.push(attemptId);
    const argv = rest.argv ?? ['sh', '-c', 'true'];
    return {
      attemptId,
      competitionId: randomUUID(),
      submissionId: randomUUID(),
      stackId: STACK,
      executorId: EXECUTOR,
      image: this.plain,
      argv,
      inputs: [],
      timeoutSeconds: 60,
      note: `note of ${attemptId}`,
      ...rest,
      env: { KNOCKEM_COMPETITION_ATTEMPT_ID: attemptId, ...rest.env },
      template: {
        imageRef: PLAIN,
        entry: [...argv],
        env: {},
        inputs: [],
        resources: { cpus: 1, memoryMb: 128 },
        network: 'none',
        timeoutSeconds: 60,
        stdoutCapBytes: 1 << 20,
        collect: {
          kind: 'json',
          resultFile: '/knockem/work/result.json',
          reasonFile: '/knockem/work/reason',
        },
        ...template,
      },
    };
  }

  async runToEnd(order: Order): Promise<{ end: RunEnd; collected: Collected; attemptId: string }> {
    const run = this.specify(order);
    await this.runtime.start(run);
    const end = await this.runtime.wait(run.attemptId);
    return { end, collected: await this.runtime.collect(run.attemptId), attemptId: run.attemptId };
  }

  /** Output of a script that must succeed. */
  async outputOf(text: string, order: Order = {}): Promise<string> {
    const { end, collected } = await this.runToEnd(script(text, order));
    expect({ ...end, output: collected.output }).toMatchObject({ exitCode: 0 });
    return collected.output.trimEnd();
  }

  /** A file among the archives that is none. */
  brokenArchive(): string {
    const file = join(this.images.path, 'broken.tar');
    writeFileSync(file, 'this is not an archive');
    return file;
  }

  inputFile(path: string, content: Buffer | string, mode = 0o644): InputFile {
    const hostFile = join(this.images.path, randomUUID());
    writeFileSync(hostFile, content);
    return { path, hostFile, digest: createHash('sha256').update(content).digest('hex'), mode };
  }
}
