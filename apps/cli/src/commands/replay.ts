import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { RecordedRun, ReplayedRun, ReplayOrder } from '#contracts';
import { assayNamed } from '../client/name-competition';
import { EXIT } from '../exit-codes';
import { compareRuns, sameAgain } from '../replay/compare-runs';
import { fetchInputs } from '../replay/fetch-inputs';
import { type OrderFlags, orderRun } from '../replay/order-run';
import { openOutDirectory } from '../replay/out-directory';
import { runAgain } from '../replay/run-again';
import { unrun } from '../replay/unrun';
import { closeWorkingDirectory, openWorkingDirectory } from '../replay/working-directory';
import { printable } from '../render/printable';
import { type Replay, renderReplay } from '../render/replay';
import { type Session, sessionOf } from '../session';
import { untilAskedToStop } from '../stop-signals';
import { competition, type CompetitionName } from './competition-arguments';
import { wholeNumber } from './number-arguments';

type Named = Required<CompetitionName>;

interface ReplayFlags extends OrderFlags {
  readonly attempt?: number;
  readonly once?: boolean;
}

export function replayCommand(): Command {
  return new Command('replay')
    .argument('<competition>', 'SUBMISSION/ASSAY/ORDINAL', competition)
    .option('--attempt <n>', 'another than the attempt that settled it', wholeNumber)
    .addOption(
      new Option('--runtime <name>', 'container runtime of this machine')
        .choices(['auto', 'docker', 'crun'])
        .default('auto'),
    )
    .option(
      '--images <directory>',
      'archives of images (else KNOCKEM_IMAGES_DIR, else images/ of --data-dir)',
    )
    .option('--once', 'also when the result differs; else it is run once more, to tell chance from change')
    .option('--out <directory>', 'save its output, its result and the file it leaves')
    .option('--keep', 'leave the working directory, with all that the container was given')
    .action(async (named: Named, flags: ReplayFlags, command: Command) => {
      process.exitCode = await replay(named, flags, sessionOf(command));
      // Signals are still listened to.
      process.exit();
    });
}

async function replay(named: Named, flags: ReplayFlags, session: Session): Promise<number> {
  const { run, name } = await recordedRun(named, flags, session);
  const asked = untilAskedToStop();
  const unwanted = new AbortController();
  void asked.then(() => unwanted.abort());
  const directory = await openWorkingDirectory(say);
  try {
    const order = orderRun(run, directory, flags, session.settings);
    openOutDirectory(order.outDirectory);
    await fetchInputs(session.gateway, run, order.inputsDirectory);
    const runs = await runsOf(run, order, flags, unwanted.signal);
    if (runs === undefined) return EXIT.interrupted;
    return tell({ name, run, ...runs }, directory, flags, session);
  } catch (error) {
    if (unwanted.signal.aborted) return EXIT.interrupted;
    throw error;
  } finally {
    await closeWorkingDirectory(directory, flags.keep ?? false, say);
    if (flags.keep) say(`kept: ${directory}`);
  }
}

async function recordedRun(
  { submissionId, place }: Named,
  { attempt }: ReplayFlags,
  { gateway }: Session,
): Promise<{ run: RecordedRun; name: string }> {
  const answer = await gateway.submission(submissionId);
  const assay = assayNamed(answer, place.assay);
  const { id } = answer.submission;
  const run = (await gateway.run(id, assay.id, place.ordinal, attempt)) as unknown as RecordedRun;
  return { run, name: `${id}/${assay.assayType}/${place.ordinal}` };
}

type Runs = Pick<Replay, 'here' | 'again' | 'output'>;

/** Once, and where that came to something else, once more. Undefined: Ctrl-C. */
async function runsOf(
  run: RecordedRun,
  order: ReplayOrder,
  { once }: ReplayFlags,
  unwanted: AbortSignal,
): Promise<Runs | undefined> {
  say(`running ${run.template.imageRef} again, attempt ${run.competition.attempt}`);
  const here = await runAgain(order, unwanted, say);
  if (unwanted.aborted) return undefined;
  const failure = unrun(here);
  if (failure) throw failure;
  const output = outputOf(order, here);
  if (once || compareRuns(run, here).verdict !== 'differs') return { here, output };
  say('the result differs: running it once more');
  const aside = { ...order, outDirectory: join(order.directory, 'out-again') };
  const again = await runAgain(aside, unwanted, say);
  if (unwanted.aborted) return undefined;
  const secondFailure = unrun(again);
  if (secondFailure) say(`of the second run nothing can be told: ${secondFailure.message}`);
  return { here, output, ...(secondFailure ? {} : { again }) };
}

const outputOf = ({ outDirectory }: ReplayOrder, { files }: ReplayedRun): string =>
  files.includes('output.txt') ? readFileSync(join(outDirectory, 'output.txt'), 'utf8') : '';

function tell(
  replayed: Pick<Replay, 'name' | 'run'> & Runs,
  directory: string,
  { keep, out }: ReplayFlags,
  { print }: Session,
): number {
  const { run, here, again } = replayed;
  const comparison = compareRuns(run, here);
  const isRepeatable = again === undefined ? undefined : sameAgain(here, again);
  const whole: Replay = { ...replayed, comparison, isRepeatable };
  const places = { ...(keep ? { directory } : {}), ...(out === undefined ? {} : { saved: resolve(out) }) };
  const { run: recorded, ...rest } = whole;
  print({ ...rest, recorded, ...places }, () => renderReplay(whole));
  return comparison.verdict === 'differs' ? EXIT.replayDiffers : EXIT.ok;
}

const say = (sentence: string): void => void process.stderr.write(printable(`${sentence}\n`));
