/** The gateway's REST API, typed: for the command line and the web page alike, so it runs in Node and in browsers. */
export { addressOf } from './address-of';
export { answerOf } from './answer-of';
export { attemptsTellMore } from './attempts-told';
export { type ApiClient, type ApiClientOptions, createApiClient } from './create-api-client';
export type { Schemas } from './schemas';
export type { operations, paths } from './openapi.generated';
