import { Command } from 'commander';
import { KnockemError } from '#domain';
import { checkMachine } from '../doctor/check-machine';
import { checkGateway, judgeExecutors } from '../doctor/check-stack';
import { broken, type Finding } from '../doctor/finding';
import { EXIT } from '../exit-codes';
import { versionOf } from '../package-version';
import { renderFindings } from '../render/findings';
import { type Session, sessionOf } from '../session';

/** Looks at everything that a stack stands on, and says how to mend what is broken. Changes nothing. */
export function doctorCommand(): Command {
  return new Command('doctor').action(async (_flags: unknown, command: Command) => {
    const session = sessionOf(command);
    const findings = [...(await checkMachine(session.settings)), ...(await checkRunning(session))];
    const isWell = findings.every(({ verdict }) => verdict !== 'broken');
    session.print({ well: isWell, findings }, () => renderFindings(findings));
    process.exitCode = isWell ? EXIT.ok : EXIT.unwell;
  });
}

async function checkRunning({ settings, gateway }: Session): Promise<Finding[]> {
  const version = versionOf();
  const findings = await checkGateway(settings, version);
  if (findings.every(({ check }) => check !== 'version')) return findings;
  const executors = await gateway.executors().then(
    ({ items }) => judgeExecutors(items, version),
    (error: KnockemError) => [broken('executors', error.message, error.details?.hint ?? 'knockem status')],
  );
  return [...findings, ...executors];
}
