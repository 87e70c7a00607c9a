/**
 * Measures and judges: `npm run bench -- <name> [--quick] [--json]`. Exit 0 only when every row meets its target, 1
 * when one does not, 2 for a mistyped command.
 */
import { asText, inOneLine, machine, type Bench, type Report, type Row } from './report';
import { planner } from './planner/planner';
import { roundTrip } from './round-trip/round-trip';
import { science } from './science/science';

const BENCHES: Readonly<Record<string, Bench>> = { planner, 'round-trip': roundTrip, science };
const OPTIONS = ['--quick', '--json'];

async function main(args: readonly string[]): Promise<number> {
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = args.filter((arg) => arg.startsWith('--') && !OPTIONS.includes(arg));
  const bench = Object.hasOwn(BENCHES, names[0] ?? '') ? BENCHES[names[0]] : undefined;
  if (!bench || names.length !== 1 || unknown.length > 0) {
    const complaint = unknown.length > 0 ? `unknown option ${unknown[0]}` : `no bench ${names.join(' ')}`;
    console.error(
      `${complaint}; usage: npm run bench -- <${Object.keys(BENCHES).join('|')}> [${OPTIONS.join('] [')}]`,
    );
    return 2;
  }
  const tell = (told: readonly Row[]): void => told.forEach((row) => console.error(inOneLine(row)));
  const rows = await bench({ quick: args.includes('--quick'), tell });
  const report: Report = { bench: names[0], machine: machine(), rows };
  console.log(args.includes('--json') ? JSON.stringify(report, null, 2) : asText(report));
  return rows.every(({ met }) => met) ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: Error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
