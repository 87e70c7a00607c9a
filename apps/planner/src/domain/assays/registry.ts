import { doseCalibration } from './dose-calibration';
import { doseTitration } from './dose-titration';
import { imageCheck } from './image-check/image-check';
import { inspection } from './inspection';
import { nulldist } from './nulldist';
import { screenCritical } from './screen-critical';
import { skeletonization } from './skeletonization/skeletonization';
import type { AssayType } from './assay-type';

/** Assay types by name. The state of each is its own affair, hence `unknown` from here on. */
export type Registry = ReadonlyMap<string, AssayType>;

export const registryOf = (types: readonly AssayType[]): Registry =>
  new Map(types.map((type) => [type.name, type]));

export const ASSAY_REGISTRY = registryOf([
  inspection,
  imageCheck,
  nulldist,
  screenCritical,
  doseCalibration,
  doseTitration,
  skeletonization,
]);
