import type { Configuration } from '../configuration';
import type * as OtlpModule from './otlp-tracing';
import { noTracing, type Tracing } from './tracing';

/** Nothing of the SDK is loaded where no endpoint is configured. */
export function openTracing({ tracing }: Configuration, service: string, version: string): Tracing {
  const { endpoint, share } = tracing;
  if (endpoint === undefined) return noTracing;
  return new (otlpModule().OtlpTracing)({ endpoint, share, service, version });
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- a dynamic import would not run from the sources
const otlpModule = () => require('./otlp-tracing') as typeof OtlpModule;
