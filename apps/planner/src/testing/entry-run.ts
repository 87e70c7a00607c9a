import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ContractSandbox, outcomeIn } from './contract-sandbox';

const GENOME = 'site 0\nsite 1\nsite 2\n';
const ALPHA_ID = '11111111-1111-5111-8111-111111111111';
export const BETA_ID = '22222222-2222-5222-8222-222222222222';

/** Marks each given site (0-based) with a trailing x. */
const APPLY = `#!/bin/sh
awk -v sites=" $* " '{ print (index(sites, " " NR-1 " ") && !/ x$/) ? $0 " x" : $0 }'`;
const COUNT = '#!/bin/sh\ngrep -c site';

export interface Image {
  readonly verbs: Readonly<Record<string, string>>;
  readonly workingDirectoryHolds?: string;
  readonly path?: string;
}

/** The verbs of an image whose genome has a site a line. */
export const GOOD = {
  knockem_count_sites: COUNT,
  knockem_apply_knockout: APPLY,
  knockem_compete_two: '#!/bin/sh\nknockem-report 100 600 400',
};

export interface EntryRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly value?: Record<string, unknown>;
  readonly reason?: string;
  /** Of a file that was left, by its path below /knockem. */
  readonly text: (path: string) => string | undefined;
}

/** entry.sh on a genome of three sites, and all that came of it. */
export function run(image: Image, args: readonly string[]): EntryRun {
  using sandbox = new ContractSandbox(image.verbs, GENOME);
  const cwd = join(sandbox.path, 'cwd');
  mkdirSync(cwd);
  if (image.workingDirectoryHolds) mkdirSync(join(cwd, image.workingDirectoryHolds));
  const env = { KNOCKEM_GENOME_ID_ALPHA: ALPHA_ID, KNOCKEM_GENOME_ID_BETA: BETA_ID };
  const ended = sandbox.run(args, { cwd, path: image.path, env });
  const left = sandbox.left();
  const { status: exitCode, stdout, stderr } = ended;
  return { exitCode, stdout, stderr, ...outcomeIn(left), text: (path) => left.get(path) };
}

/** A good image's competition by this script. */
export const competing = (
  script: string,
  args: readonly string[] = ['', ''],
  image: Partial<Image> = {},
): EntryRun =>
  run({ ...image, verbs: { ...GOOD, knockem_compete_two: `#!/bin/sh\n${script}` } }, ['compete', ...args]);

/** A competition's result. */
export const reported = (
  updatesElapsed: number,
  numAlpha: number,
  numBeta: number,
  warnings: string[] = [],
): object => ({ updatesElapsed, numAlpha, numBeta, warnings });
