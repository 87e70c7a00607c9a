/**
 * Attacks a stack of its own and reckons afterwards:
 *
 *     npm run chaos -- --seed S --kills K [--minutes M] [--records embedded|server] [--json] [--verbose]
 *
 * `--kills`: strikes, of which `--minutes` may leave some undone (the report says how many were done). Exit 0 only when
 * every promise was kept, 1 when one was broken (with a timeline that explains it), 2 for a mistyped command. Needs a
 * build (dist/), root, and the crun runtime's programs.
 */
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { findMongodb, startMongodb } from '#testing';
import { requireNatsServer } from '../apps/cli/src/stack/stack';
import { Attack } from './attack';
import { asText, explanation } from './report';
import { EmbeddedStore, RecordServer, type RecordStoreUnderAttack } from './stack/record-store';
import { inWords, Timeline } from './timeline';

const USAGE =
  'usage: npm run chaos -- [--seed S] [--kills K] [--minutes M] [--records embedded|server] [--json] [--verbose]';
/** Time-outs, a planner's unacknowledged request (30 s) and back-offs are over by then. */
const CALM_BOUND_MS = 150_000;

interface Arguments {
  readonly seed: number;
  readonly kills: number;
  readonly strikeBoundMs: number;
  readonly records: 'embedded' | 'server';
  readonly json: boolean;
  readonly verbose: boolean;
}

function readArguments(args: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      kills: { type: 'string', default: '20' },
      minutes: { type: 'string', default: '180' },
      records: { type: 'string', default: 'embedded' },
      json: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
    },
  });
  const { json, verbose, records } = values;
  const [seed, kills] = [Number(values.seed), Number(values.kills)];
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(kills) || kills < 1)
    throw new Error('--seed and --kills are whole numbers, --kills at least 1');
  if (records !== 'embedded' && records !== 'server') throw new Error('--records is embedded or server');
  return { seed, kills, strikeBoundMs: Number(values.minutes) * 60_000, records, json, verbose };
}

async function recordStore(kind: Arguments['records']): Promise<RecordStoreUnderAttack> {
  if (kind === 'embedded') return new EmbeddedStore();
  return RecordServer.behindGate(
    await startMongodb(findMongodb()),
    `knockem-chaos-${randomUUID().slice(0, 8)}`,
  );
}

async function main(given: Arguments): Promise<number> {
  requireNatsServer();
  const timeline = new Timeline((entry) => given.verbose && console.error(inWords(entry)));
  const records = await recordStore(given.records);
  const attack = new Attack({ ...given, records, timeline, calmBoundMs: CALM_BOUND_MS });
  const endNow = (code: number): void => void attack.takeDown().finally(() => process.exit(code));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => endNow(130));
  for (const failure of ['uncaughtException', 'unhandledRejection'] as const)
    process.once(failure, (error) => {
      console.error(error);
      endNow(1);
    });
  try {
    const report = await attack.run();
    console.log(given.json ? JSON.stringify(report, null, 2) : asText(report, timeline.all()));
    const { violations } = report;
    if (given.json && violations.length > 0) console.error(explanation(violations, timeline.all()));
    return violations.length === 0 ? 0 : 1;
  } finally {
    await records.close();
  }
}

function start(): void {
  let given: Arguments;
  try {
    given = readArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  main(given).then(
    (code) => process.exit(code),
    (error: Error) => {
      console.error(error);
      process.exit(1);
    },
  );
}

start();
