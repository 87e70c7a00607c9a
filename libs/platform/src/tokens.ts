/** Injection tokens of what every service gets: `@Inject(MESSAGING) messaging: Messaging`. */
export const MESSAGING = Symbol('Messaging');
export const CONFIGURATION = Symbol('Configuration');
export const CLOCK = Symbol('Clock');
export const LOGGER = Symbol('KnockemLogger');
/** prom-client's Registry. */
export const METRICS = Symbol('Registry');
/** Where ended spans go; off unless an endpoint is configured. */
export const TRACING = Symbol('Tracing');
export const BUILD = Symbol('BuildStamp');
/** The service's own name, `gateway` …  */
export const SERVICE_NAME = Symbol('ServiceName');
