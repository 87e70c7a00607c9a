export type { DoseResponse } from './dose-response';
export { estimateTitration, type Titration } from './estimate-titration';
export {
  hypergeometricPmf,
  hypergeometricBelow,
  hypergeometricRow,
  type Urn,
  type PmfRow,
} from './hypergeometric';
export { likelihoodTitration, titrationSurfaces } from './likelihood-titration';
export { binomialTail, paperGrid, paperTitration, type PaperGrid } from './paper-titration';
export { wilsonInterval } from './wilson';
