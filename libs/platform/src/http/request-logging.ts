import { type Params } from 'nestjs-pino';
import { type KnockemLogger } from '../logging/logger';
import { OPS_PATHS } from '../ops/ops-answers';

/** 503 says that another part is away: expected, so a warning, and where in our code it was noticed helps nobody. */
const isAway = (response: { statusCode: number }): boolean => response.statusCode === 503;

/** A served request is a debug line; one that failed for our reasons is an error. Probes are not logged at all. */
export const requestLogging = (logger: KnockemLogger): Params => ({
  pinoHttp: {
    logger,
    autoLogging: { ignore: (request) => OPS_PATHS.includes((request.url ?? '').split('?')[0]) },
    customLogLevel: (_request, response, error) => {
      if (isAway(response)) return 'warn';
      return error || response.statusCode >= 500 ? 'error' : 'debug';
    },
    customErrorObject: (_request, response, _error, line: Record<string, unknown>) => {
      const { err: _, ...rest } = line;
      return isAway(response) ? rest : line;
    },
    serializers: {
      req: ({ id, method, url }: { id: unknown; method: string; url: string }) => ({ id, method, url }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
    quietReqLogger: true,
  },
});
