import type { Schemas } from '#client';

export type SubmissionRequest = Schemas['SubmissionRequest'];
export type AssayType = SubmissionRequest['assayTypes'][number];

export type NotifiedEvent = NonNullable<Schemas['Notify']['events']>[number];

/** In the order in which they can come. */
export const NOTIFIED_EVENTS: readonly NotifiedEvent[] = ['started', 'completed', 'failed', 'cancelled'];

/** A number that was typed, or nothing yet: then the default counts. */
export type Typed = number | string;

export interface NotifyValues {
  readonly webhookUrl: string;
  readonly webhookSecret: string;
  readonly email: boolean;
  readonly events: readonly NotifiedEvent[];
}

/**
 * What stands in the form. Fields have the names that they have in the request, so that a problem the API tells of a
 * field is shown at it; but for `genome`, which becomes genomeIdAlpha, and containerEnv, one KEY=value a line.
 */
export interface FormValues {
  readonly userEmail: string;
  readonly genomeSource: 'text' | 'file' | 'id';
  readonly genomeText: string;
  readonly genomeFile: File | null;
  readonly genomeIdAlpha: string;
  readonly containerImage: string;
  readonly assayTypes: AssayType[];
  readonly assayParameters: Readonly<Record<AssayType, Readonly<Record<string, Typed>>>>;
  readonly competitionTimeoutSeconds: Typed;
  readonly maxCompetitionsActive: Typed;
  readonly maxCompetitionsFail: Typed;
  readonly maxCompetitionAttempts: Typed;
  readonly priority: string;
  readonly resources: { readonly cpus: Typed; readonly memoryMb: Typed };
  readonly pool: string;
  readonly siteBase: string;
  readonly seed: Typed;
  readonly keepLogs: boolean;
  readonly containerEnv: string;
  readonly reuseResults: boolean;
  readonly notify: NotifyValues;
}

export const emptyForm = (userEmail: string): FormValues => ({
  userEmail,
  genomeSource: 'text',
  genomeText: '',
  genomeFile: null,
  genomeIdAlpha: '',
  containerImage: '',
  assayTypes: ['screenCritical'],
  assayParameters: {
    nulldist: {},
    screenCritical: {},
    doseCalibration: {},
    doseTitration: {},
    skeletonization: {},
    imageCheck: {},
  },
  competitionTimeoutSeconds: '',
  maxCompetitionsActive: '',
  maxCompetitionsFail: '',
  maxCompetitionAttempts: '',
  priority: 'normal',
  resources: { cpus: '', memoryMb: '' },
  pool: '',
  siteBase: '0',
  seed: '',
  keepLogs: false,
  containerEnv: '',
  reuseResults: false,
  notify: { webhookUrl: '', webhookSecret: '', email: false, events: NOTIFIED_EVENTS },
});
