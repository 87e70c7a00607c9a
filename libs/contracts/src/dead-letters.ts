/** Bytes of a refused body that are kept; a letter must fit into a message. */
const KEPT_BODY_BYTES = 256_000;

/** `knockem.dead.<service>.<reason>`: a message given up, kept with its reason for a person. */
export interface DeadLetter {
  readonly service: string;
  readonly reason: string;
  readonly problems: readonly string[];
  readonly subject: string;
  readonly streamSequence?: number;
  readonly headers: Record<string, string>;
  /** base64 of the body's first 256 kB. */
  readonly body: string;
  /** Bytes of the whole body. */
  readonly size: number;
  readonly at: string;
}

/** The letter of a message that `service` has given up. `problems`: sentences for a person. `at`: ISO-8601 UTC. */
export function deadLetter(
  { subject, sequence, headers, body }: RefusedDelivery,
  verdict: Pick<DeadLetter, 'service' | 'reason' | 'problems' | 'at'>,
): DeadLetter {
  return {
    ...verdict,
    subject,
    streamSequence: sequence,
    headers: { ...headers },
    body: Buffer.from(body).subarray(0, KEPT_BODY_BYTES).toString('base64'),
    size: body.length,
  };
}

interface RefusedDelivery {
  readonly subject: string;
  readonly sequence: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** The body as it came; undefined when it was larger than what is kept. */
export function wholeBodyOf({ body, size }: DeadLetter): Buffer | undefined {
  const kept = Buffer.from(body, 'base64');
  // Letters of earlier versions do not tell their size.
  const whole = size ?? (kept.length < KEPT_BODY_BYTES ? kept.length : Infinity);
  return kept.length === whole ? kept : undefined;
}

export function isDeadLetter(value: unknown): value is DeadLetter {
  const letter = value as Partial<DeadLetter> | null;
  return (
    typeof letter === 'object' &&
    letter !== null &&
    [letter.service, letter.reason, letter.subject, letter.body, letter.at].every(
      (field) => typeof field === 'string',
    ) &&
    Array.isArray(letter.problems)
  );
}
