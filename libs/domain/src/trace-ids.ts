/**
 * Ids of traces (W3C Trace Context) follow from ids that everybody has: a submission's trace is its own UUID without the
 * dashes, and the span of a submission, assay, competition or attempt has the last half of its UUID. So spans of all
 * services belong together though nothing is passed on or stored, across restarts, redeliveries and restored databases.
 */
export const traceIdOf = (submissionId: string): string => submissionId.replaceAll('-', '').toLowerCase();

/** The last 64 bits: of every UUID they hold its variant, so that they are never zero. */
export const spanIdOf = (id: string): string => traceIdOf(id).slice(16);

/** The header `traceparent` of a message that concerns a submission, or something of it. */
export const traceparentOf = (submissionId: string, ofId: string = submissionId): string =>
  `00-${traceIdOf(submissionId)}-${spanIdOf(ofId)}-01`;

/**
 * Whether a submission is among the `share` (0 to 1) that is traced: all of it by all services, or nothing. The tail of a
 * UUID is as good as random in all versions that are taken here; the head of version 7 is the time.
 */
export const isTraced = (submissionId: string, share: number): boolean =>
  Number.parseInt(submissionId.slice(-8), 16) < share * 2 ** 32;
