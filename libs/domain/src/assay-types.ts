/** The assay types this version can plan, in order of dependency. `inspection` is internal: nobody asks for it. */
export const ASSAY_TYPES = [
  'nulldist',
  'screenCritical',
  'doseCalibration',
  'doseTitration',
  'skeletonization',
] as const;
export type AssayType = (typeof ASSAY_TYPES)[number];
export const INSPECTION = 'inspection';
