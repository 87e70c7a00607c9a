export * from './explicit-model';
export * from './null-distribution';
export * from './random';
export * from './score';
export * from './skeleton/read-outs';
export * from './skeleton/run-search';
export * from './skeleton/search';
export * from './submission-summary';
