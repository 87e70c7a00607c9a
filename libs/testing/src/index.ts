export * from './fake-clock';
export * from './leaks';
export * from './mongodb-server';
export * from './nats-server';
export * from './temp-directory';
export * from './test-signal';
export * from './wait-for';
export { shellImage, type TestImage, writeImageArchive } from './image-archive';
export * from './submission-builder';
