import { type LookupAddress, promises } from 'node:dns';
import { readFile } from 'node:fs/promises';

/** Of one question; the second try waits twice as long, so that it is given up after six seconds a name server. */
const TIMEOUT_MS = 2000;
const TRIES = 2;
const HOSTS_FILE = '/etc/hosts';

export type LookUp = (hostname: string) => Promise<LookupAddress[]>;

/**
 * All addresses of a name, within a bounded time. Names that strangers chose are asked of DNS over sockets: the system's
 * own look-up has two threads for everybody, cannot be cancelled, and a name server that never answers would occupy
 * them. It is asked for names alone that are the operator's: those in the hosts file, and those without a dot.
 */
export function boundedLookUp(options: { servers?: readonly string[]; timeoutMs?: number } = {}): LookUp {
  const resolver = new promises.Resolver({ timeout: options.timeoutMs ?? TIMEOUT_MS, tries: TRIES });
  if (options.servers) resolver.setServers(options.servers);
  return async (hostname) => {
    if (await isLocal(hostname)) return promises.lookup(hostname, { all: true });
    const answers = await Promise.allSettled([
      resolver.resolve4(hostname).then(addressesOf(4)),
      resolver.resolve6(hostname).then(addressesOf(6)),
    ]);
    const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    const refused = answers.find((answer) => answer.status === 'rejected');
    if (found.length === 0 && refused) throw refused.reason as Error;
    return found;
  };
}

const addressesOf =
  (family: 4 | 6) =>
  (addresses: readonly string[]): LookupAddress[] =>
    addresses.map((address) => ({ address, family }));

async function isLocal(hostname: string): Promise<boolean> {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  if (!name.includes('.')) return true;
  const hosts = await readFile(HOSTS_FILE, 'utf8').catch(() => '');
  return hosts.split('\n').some((line) => {
    const [, ...names] = line.replace(/#.*/, '').trim().toLowerCase().split(/\s+/);
    return names.includes(name);
  });
}
