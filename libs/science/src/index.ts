export * from './explicit-model';
export * from './null-distribution';
export * from './random';
export * from './score';
