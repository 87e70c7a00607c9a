import { Injectable } from '@nestjs/common';
import { Logger } from 'nestjs-pino';

const NEST_CONTEXTS = new Set<unknown>([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'NestMicroservice',
  'RouterExplorer',
  'RoutesResolver',
]);

/**
 * Nest's own words go through pino. A failure at start is told once, on stderr, by `runService`: Nest's copy of it
 * (context ExceptionHandler) is left out.
 */
@Injectable()
export class NestLogger extends Logger {
  /** Which module was loaded and which route mapped interests those who look for a fault. */
  override log(message: unknown, ...rest: unknown[]): void {
    if (NEST_CONTEXTS.has(rest[rest.length - 1])) super.debug(message, ...rest);
    else super.log(message, ...rest);
  }

  override error(message: unknown, ...rest: unknown[]): void {
    if (rest[rest.length - 1] !== 'ExceptionHandler') super.error(message, ...rest);
  }
}
