export * from './any-effect';
export { anyEffectBound } from './any-effect-bound';
export * from './chao-lower-bound';
export * from './epistatic';
export * from './epistatic-rectangle';
export * from './explicit-skeleton';
export * from './jackknife-severity';
export { markRecapture } from './mark-recapture';
export * from './retained-sites';
