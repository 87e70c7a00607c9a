export type { DoseResponse } from './dose-response';
export { estimateTitration, type Titration } from './estimate-titration';
export {
  hypergeometricBelow,
  hypergeometricPmf,
  hypergeometricRow,
  type PmfRow,
  type Urn,
} from './hypergeometric';
export { likelihoodTitration, titrationSurfaces, type TitrationOptions } from './likelihood-titration';
export { binomialTail, paperGrid, paperTitration, type PaperGrid } from './paper-titration';
export { wilsonInterval } from './wilson';
