import type { Schemas } from '#client';

export type SubmissionRequest = Schemas['SubmissionRequest'];
export type AssayType = SubmissionRequest['assayTypes'][number];

/** A number that was typed, or nothing yet: then the default counts. */
export type Typed = number | string;

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
});
