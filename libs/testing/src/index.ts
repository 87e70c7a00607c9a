export * from './fake-clock';
export * from './leaks';
export * from './nats-server';
export * from './temp-directory';
export * from './test-signal';
export * from './wait-for';
