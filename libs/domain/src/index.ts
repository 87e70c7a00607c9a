export * from './assay-types';
export * from './errors';
export * from './scopes';
export * from './ids';
export * from './runmode';
export * from './states';
export * from './suggest';
