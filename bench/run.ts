/**
 * Measures and judges: `npm run bench -- <name> [--quick] [--json] [--profile=DIRECTORY]`. Exit 0 only when every row
 * meets its target, 1 when one does not, 2 for a mistyped command.
 */
import { chmodSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { expectNoLeaks, tempDirectory } from '#testing';
import { control } from './control/control';
import { fair } from './fair/fair';
import { fleet } from './fleet/fleet';
import { planner } from './planner/planner';
import { asText, inOneLine, machine, type Bench, type Report, type Row } from './report';
import { latency } from './latency/latency';
import { runtime } from './runtime/runtime';
import { scale } from './scale/scale';
import { science } from './science/science';
import { serve } from './serve/serve';
import { startup } from './startup/startup';

const BENCHES: Readonly<Record<string, Bench>> = {
  control,
  planner,
  fair,
  fleet,
  latency,
  runtime,
  scale,
  science,
  serve,
  startup,
};
const USAGE = `npm run bench -- <${Object.keys(BENCHES).join('|')}> [--quick] [--json] [--profile=DIRECTORY]`;

interface Command {
  readonly name: string;
  readonly quick: boolean;
  readonly json: boolean;
  readonly profileTo?: string;
}

/** Throws with what is wrong. */
function read(args: string[]): Command {
  const options = {
    quick: { type: 'boolean' },
    json: { type: 'boolean' },
    profile: { type: 'string' },
  } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [name = '', ...more] = positionals;
  if (!Object.hasOwn(BENCHES, name) || more.length > 0) throw new Error(`no bench ${positionals.join(' ')}`);
  const { quick = false, json = false, profile } = values;
  return { name, quick, json, ...(profile === undefined ? {} : { profileTo: resolve(profile) }) };
}

async function main(args: string[]): Promise<number> {
  let command: Command;
  try {
    command = read(args);
  } catch (error) {
    console.error(`${(error as Error).message}; usage: ${USAGE}`);
    return 2;
  }
  const { name, json, ...options } = command;
  const tell = (told: readonly Row[]): void => told.forEach((row) => console.error(inOneLine(row)));
  const rows = await BENCHES[name]({ ...options, tell });
  const report: Report = { bench: name, machine: machine(), rows };
  console.log(json ? JSON.stringify(report, null, 2) : asText(report));
  return rows.every(({ met }) => met) ? 0 : 1;
}

/** What dies of it must have stopped writing before its files can be removed. */
const END_MS = 500;

/** Before its time: servers that it has started end with it. */
function abandon(exitCode: number): void {
  try {
    expectNoLeaks();
  } catch {
    // It says what it has ended.
  }
  setTimeout(() => process.exit(exitCode), END_MS);
}

/** All that benches leave on the disk stands in one place and goes with this process, also when it is interrupted. */
const home = tempDirectory('knockem-bench-');
// PostgreSQL runs as another user.
chmodSync(home.path, 0o711);
process.env.TMPDIR = home.path;
process.once('exit', () => home.remove());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => abandon(130));

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: Error) => {
    console.error(error);
    abandon(1);
  },
);
