import { createHash, randomUUID } from 'node:crypto';
import { type FactoryProvider, type InjectionToken, type Type } from '@nestjs/common';
import { AcceptGenome } from './application/accept-genome';
import { AcceptSubmission } from './application/accept-submission';
import { CancelSubmission } from './application/cancel-submission';
import { DeadLetters } from './application/dead-letters';
import { DeleteGenome } from './application/delete-genome';
import { DeleteSubmission } from './application/delete-submission';
import { DeleteUser } from './application/delete-user';
import { DrawFigures } from './application/draw-figures';
import { ExportCompetitions } from './application/export-competitions';
import { FindGenome } from './application/find-genome';
import { FindOwner } from './application/find-owner';
import { ForecastSubmission } from './application/forecast-submission';
import { FollowSubmission } from './application/follow-submission';
import { FollowSubmissions } from './application/follow-submissions';
import { ListCompetitions } from './application/list-competitions';
import { ListExecutors } from './application/list-executors';
import { ListSubmissions } from './application/list-submissions';
import { AcceptNotify } from './application/notifications/accept-notify';
import { Quotas } from './application/quotas';
import { ReadAttemptLog } from './application/read-attempt-log';
import { ReadAttempts } from './application/read-attempts';
import { ReadCompetition } from './application/read-competition';
import { ReadContainerLog } from './application/read-container-log';
import { ReadGenome } from './application/read-genome';
import { ReadReport } from './application/read-report';
import { ReadResults } from './application/read-results';
import { ReadRun } from './application/read-run';
import { ReadStudy } from './application/read-study';
import { ReadSubmission } from './application/read-submission';
import { RetrySubmission } from './application/retry-submission';
import { UpdateSubmission } from './application/update-submission';

/** The ports of application/, by name; gateway.module.ts says what stands behind each. */
export const PORTS = {
  journal: Symbol('journal'),
  contents: Symbol('contents'),
  live: Symbol('live'),
  records: Symbol('records'),
  events: Symbol('events'),
  logs: Symbol('logs'),
  deadLetters: Symbol('deadLetters'),
  stack: Symbol('stack'),
  limits: Symbol('limits'),
  forecasts: Symbol('forecasts'),
  now: Symbol('now'),
  digestOf: Symbol('digestOf'),
  newId: Symbol('newId'),
} as const;

const { journal, contents, live, records, events, logs, stack, limits, now, digestOf, newId } = PORTS;

/** A use case knows no framework: its parts are named here, in the order of its constructor. */
const useCase = (type: Type, ...inject: InjectionToken[]): FactoryProvider => ({
  provide: type,
  inject,
  useFactory: (...parts: unknown[]) => new type(...parts) as unknown,
});

export const USE_CASES: FactoryProvider[] = [
  {
    provide: digestOf,
    useFactory: () => (content: Buffer) => createHash('sha256').update(content).digest('hex'),
  },
  { provide: newId, useFactory: () => randomUUID },
  useCase(FindGenome, journal, records),
  useCase(Quotas, live, limits),
  useCase(AcceptGenome, journal, contents, stack, FindGenome, Quotas, digestOf),
  useCase(ReadGenome, FindGenome, contents, records, stack, now),
  useCase(DeleteGenome, FindGenome, live, journal),
  useCase(
    AcceptSubmission,
    journal,
    records,
    contents,
    AcceptGenome,
    FindGenome,
    live,
    stack,
    digestOf,
    newId,
    Quotas,
    AcceptNotify,
  ),
  useCase(ForecastSubmission, AcceptSubmission, FindGenome, PORTS.forecasts, live, records, stack, newId),
  useCase(ReadSubmission, live, records, journal, stack, now),
  useCase(ListSubmissions, live, records, now),
  useCase(CancelSubmission, ReadSubmission, journal, live),
  useCase(UpdateSubmission, ReadSubmission, journal),
  useCase(RetrySubmission, ReadSubmission, journal, live, Quotas),
  useCase(DeleteSubmission, ReadSubmission, journal, live),
  useCase(DeleteUser, ListSubmissions, records, DeleteSubmission, journal),
  useCase(ListCompetitions, ReadSubmission, records),
  useCase(ReadCompetition, ReadSubmission, live, records, now),
  useCase(ReadAttempts, ReadSubmission, live, records, now),
  useCase(ReadAttemptLog, ReadAttempts, logs, contents, records),
  useCase(ReadResults, ReadSubmission, records),
  useCase(ReadRun, ReadSubmission, live, contents),
  useCase(ReadStudy, ReadSubmission, ReadResults, contents),
  useCase(DrawFigures, ReadStudy),
  useCase(ReadReport, ReadStudy),
  useCase(ExportCompetitions, ReadSubmission, records),
  useCase(ReadContainerLog, ReadCompetition, logs, contents, records),
  useCase(FollowSubmission, ReadSubmission, events),
  useCase(FollowSubmissions, ReadSubmission, events),
  useCase(ListExecutors, live),
  useCase(DeadLetters, PORTS.deadLetters),
  useCase(FindOwner, ReadSubmission, FindGenome),
];
