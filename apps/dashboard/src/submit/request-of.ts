import { type FormValues, NOTIFIED_EVENTS, type SubmissionRequest, type Typed } from './form-values';

type Notify = NonNullable<SubmissionRequest['notify']>;

/** Where a container's resources are asked for in part, the other is its default: the API wants both or none. */
export interface ResourceDefaults {
  readonly cpus: number;
  readonly memoryMb: number;
}

/** What the form asks for, without its genome. What was left empty is left out: the gateway fills in its defaults. */
export function requestOf(
  values: FormValues,
  defaults: ResourceDefaults,
): Omit<SubmissionRequest, 'genomeContent'> {
  return dropAbsent({
    userEmail: values.userEmail.trim(),
    containerImage: values.containerImage.trim(),
    containerEnv: environmentOf(values.containerEnv),
    assayTypes: values.assayTypes,
    assayParameters: parametersOf(values.assayParameters),
    competitionTimeoutSeconds: numberOf(values.competitionTimeoutSeconds),
    maxCompetitionsActive: numberOf(values.maxCompetitionsActive),
    maxCompetitionsFail: numberOf(values.maxCompetitionsFail),
    maxCompetitionAttempts: numberOf(values.maxCompetitionAttempts),
    priority: values.priority === 'normal' ? undefined : (values.priority as SubmissionRequest['priority']),
    resources: resourcesOf(values.resources, defaults),
    pool: values.pool.trim() || undefined,
    siteBase: values.siteBase === '1' ? (1 as const) : undefined,
    seed: numberOf(values.seed),
    keepLogs: values.keepLogs || undefined,
    reuseResults: values.reuseResults || undefined,
    notify: notifyOf(values.notify),
  });
}

/** A number field gives text while it holds no number. */
const numberOf = (typed: Typed): number | undefined =>
  typed === '' ? undefined : typeof typed === 'number' ? typed : Number(typed);

function resourcesOf(
  { cpus, memoryMb }: FormValues['resources'],
  defaults: ResourceDefaults,
): ResourceDefaults | undefined {
  if (cpus === '' && memoryMb === '') return undefined;
  return {
    cpus: numberOf(cpus) ?? defaults.cpus,
    memoryMb: numberOf(memoryMb) ?? defaults.memoryMb,
  };
}

/** Nobody to tell, and nothing is told; all events are what is told when none is named. */
function notifyOf({ webhookUrl, webhookSecret, email, events }: FormValues['notify']): Notify | undefined {
  const [url, secret] = [webhookUrl.trim(), webhookSecret.trim()];
  if (url === '' && secret === '' && !email) return undefined;
  return dropAbsent({
    webhookUrl: url || undefined,
    webhookSecret: secret || undefined,
    email: email || undefined,
    events: events.length === NOTIFIED_EVENTS.length ? undefined : [...events],
  });
}

function parametersOf(typed: FormValues['assayParameters']): SubmissionRequest['assayParameters'] {
  const given = Object.entries(typed).flatMap(([type, numbers]) => {
    const own = Object.entries(numbers).flatMap(([name, value]) => {
      const number = numberOf(value);
      return number === undefined ? [] : [[name, number] as const];
    });
    return own.length === 0 ? [] : [[type, Object.fromEntries(own)] as const];
  });
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

/** `KEY=value`, one a line; what is none is complained about at its field (environment-complaint.ts). */
export function environmentOf(text: string): Record<string, string> | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return undefined;
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf('=');
      return at < 0 ? [line.trim(), ''] : [line.slice(0, at).trim(), line.slice(at + 1)];
    }),
  );
}

const dropAbsent = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
