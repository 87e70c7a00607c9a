import { type ArgumentsHost, Catch, type ExceptionFilter, NotFoundException } from '@nestjs/common';
import type { Request, Response } from 'express';
import { allowedMethods } from './allowed-methods';
import { type ProblemDocument, problemOf } from './problem';

/** When to ask again for what is away: a service that was restarted is back within seconds. */
const AWAY_SECONDS = 2;

/** Every error of the HTTP side leaves here, as a problem document. An answer that has begun is cut off instead. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly onInternal: (error: unknown, path: string) => void) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const path = request.originalUrl.split('?')[0];
    const problem = this.withMethod(problemOf(error, path), error, request, response);
    if (problem.status >= 500 && problem.status !== 503) this.onInternal(error, path);
    if (response.headersSent) return void response.destroy();
    if (problem.status === 503) response.setHeader('Retry-After', String(AWAY_SECONDS));
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }

  /** No route for this method and path: other methods may have one. */
  private withMethod(
    problem: ProblemDocument,
    error: unknown,
    request: Request,
    response: Response,
  ): ProblemDocument {
    if (!(error instanceof NotFoundException)) return problem;
    const allowed = allowedMethods(request.app, problem.instance);
    if (allowed.length === 0) {
      return { ...problem, detail: `There is nothing at ${problem.instance}.`, hint: 'See /api/docs.' };
    }
    response.setHeader('Allow', allowed.join(', '));
    const other = problemOf({ status: 405 }, problem.instance);
    return { ...other, detail: `${request.method} is not possible here; ${allowed.join(', ')} is.` };
  }
}
