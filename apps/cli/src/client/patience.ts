import { setTimeout } from 'node:timers/promises';
import { printable } from '../render/printable';

/**
 * How long a request is repeated, in all: a window of the gateway's rates is a minute, and a service that was restarted
 * answers again within seconds.
 */
const MOST_WAITING_MS: Readonly<Record<number, number>> = { 429: 90_000, 503: 30_000 };
/** So that an answer that says 0 does not make a flood of us. */
const LEAST_WAIT_MS = 100;

/**
 * Sends a request again as long as the answer says when to come again, for a while, and says so once. Nothing of a
 * request that was turned away by 429 was taken; one that met a 503 may have been, so what is sent must be such that
 * sending it twice is the same as once.
 */
export async function patiently(
  send: () => Promise<Response>,
  { say = sayOnStderr, signal }: { say?: (line: string) => void; signal?: AbortSignal | null } = {},
): Promise<Response> {
  for (let waited = 0; ;) {
    const response = await send();
    const left = (MOST_WAITING_MS[response.status] ?? 0) - waited;
    const wait = Math.max(LEAST_WAIT_MS, 1000 * Number(response.headers.get('retry-after') ?? Number.NaN));
    if (!(wait <= left)) return response;
    const why = await reasonOf(response);
    if (waited === 0) say(`${why} Trying again for up to ${Math.round(left / 1000)} s.`);
    await setTimeout(wait, undefined, { signal: signal ?? undefined });
    waited += wait;
  }
}

async function reasonOf(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => ({}))) as { detail?: string };
  return problem.detail ?? `The gateway answered ${response.status}.`;
}

const sayOnStderr = (line: string): void => void process.stderr.write(printable(`${line}\n`));
