import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
// Knows every range that is not public, in all their spellings; the list is IANA's and changes.
import ipaddr from 'ipaddr.js';
import { boundedLookUp, type LookUp } from './look-up';

/**
 * Where a webhook may go: public addresses, and ranges that the operator has named. A name is looked up once, and the
 * connection goes to the addresses that were looked at: no second look-up could give others.
 */
export class AllowedAddresses {
  private readonly ranges: ReturnType<typeof ipaddr.parseCIDR>[];

  constructor(
    ranges: readonly string[],
    private readonly addressesOf: LookUp = boundedLookUp(),
  ) {
    this.ranges = ranges.map((range) => ipaddr.parseCIDR(range));
  }

  /** Of an address in numbers. IPv4 inside IPv6 is judged as the IPv4 address that it reaches. */
  allows(address: string): boolean {
    const parsed = ipaddr.process(address);
    if (isPublic(parsed)) return true;
    return this.ranges.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range, bits));
  }

  /** Why it may not be asked, in a sentence; undefined of a name, which is looked up when it is asked. */
  complaint(url: string): string | undefined {
    const host = hostOf(new URL(url));
    if (isIP(host) === 0 || this.allows(host)) return undefined;
    return refusal(host);
  }

  /** For a socket: the look-up that leaves out, or refuses, what is not allowed. */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    const family = Number(String(options.family ?? 0).replace('IPv', ''));
    void this.allowedOf(hostname, family).then(
      (allowed) => {
        if (options.all) callback(null, allowed);
        else callback(null, allowed[0].address, allowed[0].family);
      },
      (error: Error) => callback(error, '', 0),
    );
  };

  /** At least one. `family`: 4, 6, or 0 for both. */
  private async allowedOf(hostname: string, family: number): Promise<LookupAddress[]> {
    const found = await this.addressesOf(hostname);
    const allowed = found.filter(
      (one) => this.allows(one.address) && (family === 0 || family === one.family),
    );
    if (allowed.length === 0) throw new RefusedAddress(refusal(hostname));
    return allowed;
  }
}

/** IANA has given out no IPv6 address beyond 2000::/3; one such as ::7f00:1 can stand for an IPv4 address. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');
const isPublic = (address: ReturnType<typeof ipaddr.process>): boolean =>
  address.range() === 'unicast' && (address instanceof ipaddr.IPv4 || address.match(GLOBAL_IPV6));

export class RefusedAddress extends Error {}

/** Without the brackets of IPv6. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

const refusal = (host: string): string =>
  `${host} is no public address, and whoever runs this stack has not allowed it (KNOCKEM_WEBHOOK_ADDRESSES)`;
