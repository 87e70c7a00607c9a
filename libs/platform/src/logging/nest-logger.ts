import { Inject, Injectable, type LoggerService } from '@nestjs/common';
import { LOGGER } from '../tokens';
import { type KnockemLogger } from './logger';

const NEST_CONTEXTS = new Set<unknown>([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'NestMicroservice',
  'RouterExplorer',
  'RoutesResolver',
]);

/** As Nest wrote it: one-file programs put an underscore before classes that name themselves. */
const nameOf = (context: unknown): unknown =>
  typeof context === 'string' ? context.replace(/^_/, '') : context;

type Level = 'debug' | 'error' | 'fatal' | 'info' | 'trace' | 'warn';

/**
 * Nest's own words go through pino. A failure at start is told once, on stderr, by `runService`: Nest's copy of it
 * (context ExceptionHandler) is left out.
 */
@Injectable()
export class NestLogger implements LoggerService {
  constructor(@Inject(LOGGER) private readonly logger: KnockemLogger) {}

  /** Which module was loaded and which route mapped interests those who look for a fault. */
  log(message: unknown, ...rest: unknown[]): void {
    this.write(NEST_CONTEXTS.has(nameOf(rest.at(-1))) ? 'debug' : 'info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    if (nameOf(rest.at(-1)) !== 'ExceptionHandler') this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest gives (message, context) and, for errors, (message, stack, context). */
  private write(level: Level, message: unknown, rest: readonly unknown[]): void {
    const context = rest.at(-1);
    const stack = rest.length > 1 ? rest[0] : undefined;
    if (message instanceof Error) this.logger[level]({ err: message, context });
    else this.logger[level]({ context, stack }, String(message));
  }
}
