export { connectMessaging } from './nats-messaging';
export * from './types';
