export { ANSWERS } from './answers';
export { findingsOf, type Fact, type Findings, type TitledEstimate } from './findings';
export { countInWords, listInWords, numberInWords, percentInWords } from './words';
