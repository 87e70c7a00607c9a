import type { AssayType } from './form-values';

interface Assay {
  readonly title: string;
  readonly purpose: string;
  /** Types that must have completed first; the gateway adds them, so their numbers count, too. */
  readonly needs: readonly AssayType[];
}

/** What can be asked for, in the order in which a study uses it. */
export const ASSAYS: Readonly<Record<AssayType, Assay>> = {
  nulldist: {
    title: 'Null distribution',
    purpose: 'The wild type against itself: how large a difference chance alone makes.',
    needs: [],
  },
  screenCritical: {
    title: 'Screen of single sites',
    purpose: 'Knocks out each site alone: which of them are critical, and how severe.',
    needs: ['nulldist'],
  },
  doseCalibration: {
    title: 'Dose calibration',
    purpose: 'Knocks out more and more random sites: the doses at which an effect begins to show.',
    needs: ['nulldist', 'screenCritical'],
  },
  doseTitration: {
    title: 'Dose titration',
    purpose: 'Repeats those doses: how many sites of small effect there are.',
    needs: ['nulldist', 'screenCritical', 'doseCalibration'],
  },
  skeletonization: {
    title: 'Skeletonization',
    purpose: 'Removes sites until nothing more can go: sites whose effect others hide.',
    needs: ['nulldist'],
  },
  imageCheck: {
    title: 'Check of the image',
    purpose: 'Whether the image keeps the container contract and favours neither side.',
    needs: [],
  },
};

export const ASSAY_TYPES = Object.keys(ASSAYS) as AssayType[];

/** All types that will run for these, in the order of a study. */
export function assaysToRun(asked: readonly AssayType[]): AssayType[] {
  const all = new Set(asked.flatMap((type) => [type, ...(ASSAYS[type]?.needs ?? [])]));
  return ASSAY_TYPES.filter((type) => all.has(type));
}
