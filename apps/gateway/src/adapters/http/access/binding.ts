import { isIPv4, isIPv6 } from 'node:net';
import { KnockemError } from '#domain';

interface Binding {
  readonly host: string;
  readonly tokensRequired: boolean;
}

/**
 * Without tokens whoever reaches the gateway may do everything, so that only this machine may reach it. A name other than
 * localhost could mean any address tomorrow.
 */
export function refuseOpenAddress({ host, tokensRequired }: Binding): void {
  if (tokensRequired || isLoopback(host)) return;
  const message =
    `the gateway would listen on ${host === '' ? 'every address' : host}, where others can reach it, ` +
    'and KNOCKEM_TOKENS_REQUIRED is false: everybody could read and delete everything';
  throw new KnockemError('misconfigured', message, {
    hint: 'make a token with `knockem token create` and set KNOCKEM_TOKENS_REQUIRED=true, or set KNOCKEM_GATEWAY_HOST=127.0.0.1',
    problems: [{ field: 'KNOCKEM_GATEWAY_HOST', message }],
  });
}

export const isLoopback = (host: string): boolean =>
  host === 'localhost' ||
  (isIPv4(host) && host.startsWith('127.')) ||
  (isIPv6(host) && /^(0*:)*:?0*1$|^::ffff:127\./i.test(host));
