import type { Bench, Row } from '../report';
import { nullThreshold } from './null-threshold';
import { saturatingSkeletons } from './saturating-skeletons';
import { skeletonReadOuts } from './skeleton-read-outs';
import { skeletons } from './skeletons';
import { titration } from './titration';

/** Simulation on the explicit model, seeded: our estimators beside the published procedure on the same genomes. */
export const science: Bench = ({ quick }): readonly Row[] => [
  ...nullThreshold(quick),
  ...skeletonReadOuts(quick),
  ...skeletons(quick),
  ...saturatingSkeletons(quick),
  ...titration(quick),
];
