import { submissionCreate } from '#testing';
import type { AssayContext, RunKind } from '../assays/assay-type';
import { plannedCompetition } from './planned-competition';
import { runTemplate } from './run-template';
import { SERVE } from './serve';

const context = (more: { serves?: boolean; keepLogs?: boolean } = {}): AssayContext => ({
  assayId: '0b1e7a52-7a3c-4b5e-9d0e-000000000001',
  assayType: 'nulldist',
  submission: submissionCreate({ keepLogs: more.keepLogs ?? false }),
  facts: { numSites: 9, imageChainId: 'sha256:c', ...(more.serves ? { serves: true } : {}) },
  parameters: {},
  dependencies: {},
});
const servesIn = (of: AssayContext, runs: RunKind = 'contests') => runTemplate(of, runs, {}).serve;

test('contests of an image that serves go by serve, unless their logs are kept; nothing else does', () => {
  expect(servesIn(context({ serves: true }))).toBe(SERVE);
  expect(servesIn(context())).toBeUndefined();
  expect(servesIn(context({ serves: true, keepLogs: true }))).toBeUndefined();
  expect(servesIn(context({ serves: true }), 'imageCheck')).toBeUndefined();
  expect(servesIn(context({ serves: true }), 'inspection')).toBeUndefined();
});

test('every field of a line is there in a planned contest', () => {
  const { args, env } = plannedCompetition({ sitesOutAlpha: [], sitesOutBeta: [1, 2] }, 0, context());
  for (const { argument, variable, constant } of SERVE.asks)
    expect(constant ?? (variable === undefined ? args[argument!] : env[variable])).toBeDefined();
});
