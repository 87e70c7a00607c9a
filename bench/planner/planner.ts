import type { Bench, Row } from '../report';
import { skeletonizationRounds } from './skeletonization-rounds';

/** What planning costs, in one process and without messages. */
export const planner: Bench = ({ quick }): readonly Row[] => [...skeletonizationRounds(quick)];
