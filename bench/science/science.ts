import type { Bench } from '../report';
import { nullThreshold } from './null-threshold';
import { saturatingSkeletons } from './saturating-skeletons';
import { skeletonReadOuts } from './skeleton-read-outs';
import { skeletons } from './skeletons';
import { titration } from './titration';

const PARTS = [nullThreshold, skeletonReadOuts, skeletons, saturatingSkeletons, titration] as const;

/** Simulation on the explicit model, seeded: our estimators beside the published procedure on the same genomes. */
export const science: Bench = ({ quick, tell }) =>
  PARTS.flatMap((part) => {
    const rows = part(quick);
    tell(rows);
    return rows;
  });
