export { detectionBand, detectionExtremes, type DetectionBand, type DoseObservation } from './detection-band';
export { completionProbabilities } from './disjoint-sets';
export { evenDoses, smearDoses } from './doses';
export { estimateSetCount, type SetCountEstimate } from './set-count';
