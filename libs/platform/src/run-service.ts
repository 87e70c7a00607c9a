import { type INestApplicationContext, type INestMicroservice } from '@nestjs/common';
import { KnockemError } from '#domain';
import { type RunningService, type ServiceOptions, startService } from './start-service';

export interface RunOptions<
  App extends INestApplicationContext = INestMicroservice,
> extends ServiceOptions<App> {
  /** Bound of the graceful end; beyond it the process ends with exit code 1. */
  readonly shutdownMs?: number;
}

/** Longer than the longest request that a service answers, shorter than what supervisors wait before SIGKILL. */
const SHUTDOWN_MS = 20_000;

/**
 * The whole of a `main.ts`. A failure at start is ONE line on stderr and exit code 1. SIGTERM and SIGINT end it
 * gracefully, exit code 0; a second signal ends it at once. An unhandled rejection is a bug: logged, exit code 1.
 */
export async function runService<App extends INestApplicationContext = INestMicroservice>(
  options: RunOptions<App>,
): Promise<void> {
  let service: RunningService<App> | undefined;
  const interrupted = new Promise<void>((resolve) => onSignals(resolve));
  const fail = (error: unknown): void => {
    service?.logger.fatal({ err: error }, 'unexpected failure; ending');
    process.stderr.write(`${startFailureLine(options.name, error)}\n`, () => process.exit(1));
  };
  process.on('unhandledRejection', fail);
  process.on('uncaughtException', fail);
  let started = false;
  // Nothing is held yet that would need a graceful end.
  void interrupted.then(() => started || process.exit(0));
  try {
    service = await startService(options);
    started = true;
  } catch (error) {
    return fail(error);
  }
  await interrupted;
  const timer = setTimeout(() => {
    service?.logger.error('the graceful end took too long; ending now');
    process.exit(1);
  }, options.shutdownMs ?? SHUTDOWN_MS);
  await service.stop().catch(fail);
  clearTimeout(timer);
  process.exit(0);
}

function onSignals(first: () => void): void {
  let seen = false;
  const receive = (): void => {
    if (seen) process.exit(130);
    seen = true;
    first();
  };
  process.on('SIGTERM', receive);
  process.on('SIGINT', receive);
}

/** What, where, how to mend: one line, whatever the message holds. */
export function startFailureLine(name: string, error: unknown): string {
  const known = error instanceof KnockemError;
  const message = error instanceof Error ? error.message : String(error);
  const hint = known && error.details.hint ? ` — ${error.details.hint}` : '';
  const place = known || !(error instanceof Error) ? '' : ` (${firstFrame(error)})`;
  return `knockem ${name}: ${message}${hint}${place}`.replace(/\s*\n\s*/g, ' ');
}

const firstFrame = (error: Error): string =>
  error.stack
    ?.split('\n')
    .find((line) => line.trim().startsWith('at '))
    ?.trim() ?? error.name;
