import type { ExecutorView } from '#contracts';
import type { Settings } from '../settings';
import { broken, doubtful, type Finding, well } from './finding';

/** Beyond this, times in records and logs of two machines no longer tell what came first. */
const MAX_SKEW_MS = 5000;
const PATIENCE_MS = 5000;

/** As `/readyz` tells of them. */
type Parts = Readonly<Record<string, { readonly status: 'up' | 'down'; readonly message?: string }>>;

interface Readiness {
  readonly details: Parts;
}

/** The gateway and what it needs: nats-server, records; its clock, its version. */
export async function checkGateway(
  { gatewayUrl, gatewayIsNamed }: Settings,
  version: string,
): Promise<Finding[]> {
  const ready = await ask(`${gatewayUrl}/readyz`);
  if (!ready) {
    const sentence = `no gateway answers at ${gatewayUrl}`;
    const mend = 'start a stack with `knockem up`, or name its gateway with --url or KNOCKEM_URL';
    return [gatewayIsNamed ? broken('gateway', sentence, mend) : doubtful('gateway', sentence, mend)];
  }
  const { details } = (await ready.json()) as Readiness;
  const live = (await (await ask(`${gatewayUrl}/livez`))?.json()) as { knockemVersion?: string } | undefined;
  return [
    well('gateway', `answers at ${gatewayUrl}`),
    ...judgeParts(details),
    judgeClock(ready.headers.get('date'), Date.now()),
    judgeVersion('gateway', live?.knockemVersion, version),
  ];
}

const ask = (url: string): Promise<Response | undefined> =>
  fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => undefined);

/** What it means for a part of the gateway to be up. */
const PART_IS_UP: Readonly<Record<string, string>> = {
  service: 'takes requests',
  nats: 'the gateway is connected with its nats-server',
  records: 'the gateway reads the store of records',
};

export const judgeParts = (parts: Parts): Finding[] =>
  Object.entries(parts).map(([part, { status, message = 'down' }]) => {
    // The service itself is the gateway.
    const check = part === 'service' ? 'gateway' : part;
    return status === 'up'
      ? well(check, PART_IS_UP[part] ?? 'up')
      : broken(check, message, 'look into its log: knockem logs gateway --level warn; knockem status');
  });

/** `date` is the answer's own, to the second. */
export function judgeClock(date: string | null, nowMs: number): Finding {
  const skew = date === null ? NaN : Math.abs(nowMs - Date.parse(date));
  if (Number.isNaN(skew))
    return doubtful('clock', "the gateway's answer has no time", 'a proxy may have taken it away');
  return skew > MAX_SKEW_MS
    ? doubtful(
        'clock',
        `the gateway's clock is ${Math.round(skew / 1000)} s away from this one`,
        'have both set by NTP (timedatectl set-ntp true); leases and deadlines do not need it, times in records do',
      )
    : well('clock', "agrees with the gateway's");
}

export function judgeVersion(what: string, theirs: string | undefined, ours: string): Finding {
  return theirs === undefined || theirs === ours
    ? well('version', `${what} is of version ${theirs ?? ours}, as is this command`)
    : doubtful(
        'version',
        `${what} is of version ${theirs}, this command of ${ours}`,
        'neighbouring versions understand each other; update the older one soon',
      );
}

export function judgeExecutors(executors: readonly ExecutorView[], ours: string): Finding[] {
  const here = executors.filter(({ state }) => state === 'here');
  if (here.length === 0) {
    const mend =
      'start some: knockem up --executors N; why one does not come: knockem logs executor --level warn';
    return [broken('executors', 'no executor is here: nothing runs', mend)];
  }
  const slots = here.reduce((sum, executor) => sum + executor.slots, 0);
  const others = here.filter(({ version }) => version !== ours);
  return [
    well('executors', `${here.length} here, with ${slots} slots`),
    ...here.filter(({ limitsNotHeld = [] }) => limitsNotHeld.length > 0).map(unlimited),
    ...others.map(({ host, version }) => judgeVersion(`the executor on ${host}`, version, ours)),
  ];
}

const unlimited = ({ host, limitsNotHeld = [] }: ExecutorView): Finding =>
  doubtful(
    'limits',
    `${host} cannot hold the limits of ${limitsNotHeld.join(', ')}`,
    'let its executor write cgroups (run it as root, or delegate them); until then run only images you trust',
  );
