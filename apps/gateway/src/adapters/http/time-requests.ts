import type { NextFunction, Request, Response } from 'express';
import { Histogram, type Registry } from 'prom-client';

export type HttpMeter = (route: string, method: string, status: number, seconds: number) => void;

/** By route as it is written in the code, never by address: ids would make a series each. */
export function httpMeter(registry: Registry): HttpMeter {
  const seconds = new Histogram({
    name: 'knockem_gateway_http_seconds',
    help: 'From the arrival of a request to the end of its answer; events and followed output last as long as they are read.',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30],
    registers: [registry],
  });
  return (route, method, status, taken) => seconds.observe({ route, method, status: String(status) }, taken);
}

/** What came to no route is one series, whatever strangers ask for; methods are those that Node's parser knows. */
const NO_ROUTE = 'none';

export const timeRequests =
  (meter: HttpMeter) =>
  (request: Request, response: Response, next: NextFunction): void => {
    const startedAt = performance.now();
    response.once('close', () => {
      const { path } = (request.route ?? {}) as { path?: unknown };
      const route = typeof path === 'string' ? path : NO_ROUTE;
      meter(route, request.method, response.statusCode, (performance.now() - startedAt) / 1000);
    });
    next();
  };
