/**
 * The assay types this version can plan, in order of dependency; `imageCheck` stands alone and looks at an image, not at a
 * genome. `inspection` is internal: nobody asks for it.
 */
export const ASSAY_TYPES = [
  'nulldist',
  'screenCritical',
  'doseCalibration',
  'doseTitration',
  'skeletonization',
  'imageCheck',
] as const;
export type AssayType = (typeof ASSAY_TYPES)[number];
export const INSPECTION = 'inspection';
export const IMAGE_CHECK = 'imageCheck' satisfies AssayType;
