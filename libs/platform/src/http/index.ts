/**
 * The platform's second door, for services that have an HTTP door: Express, its Nest adapter and the request log are
 * half of what a service without one loads.
 *
 *     void runService({ name: 'gateway', module: …, frame: httpFrame({ address: ({ gateway }) => gateway }) });
 */
export { type HttpDoor, httpFrame } from './http-frame';
