import ipaddr from 'ipaddr.js';
import { parseAddress } from './address-rule.js';

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

const HOST = /^(?:\*\.)?[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?)*$/;
/** Other programs read a name of digits only as an address. */
const LOOKS_LIKE_ADDRESS = /^[\d.]+$|:|\//;

/** Normalises a name as DNS does: lower case, without the dot of the root. */
export const normalizeHostName = (hostname: string): string => hostname.toLowerCase().replace(/\.$/, '');

function parseRange(entry: string): Range | undefined {
  const single = parseAddress(entry);
  if (single !== undefined) return [single, single.kind() === 'ipv6' ? 128 : 32];
  try {
    return ipaddr.parseCIDR(entry);
  } catch {
    return undefined;
  }
}

/** The hosts, addresses and networks that the operator allows although they are not public. */
export class AllowList {
  static readonly nothing = new AllowList([], []);

  private constructor(
    private readonly hosts: readonly string[],
    private readonly ranges: readonly Range[],
  ) {}

  /** Parses entries that are separated by commas or blanks. */
  static parse(text: string): AllowList | { readonly problem: string } {
    const hosts: string[] = [];
    const ranges: Range[] = [];
    for (const entry of text.split(/[\s,]+/).filter((part) => part !== '')) {
      const range = parseRange(entry);
      const host = normalizeHostName(entry);
      if (range !== undefined) ranges.push(range);
      else if (!LOOKS_LIKE_ADDRESS.test(entry) && HOST.test(host)) hosts.push(host);
      else return { problem: `has an entry that is not a host, an address or a network such as 10.0.0.0/8: ${entry}` };
    }
    return new AllowList(hosts, ranges);
  }

  /** True if the operator allows the name, whatever address it has. */
  hasHost(hostname: string): boolean {
    const name = normalizeHostName(hostname);
    return this.hosts.some((host) => (host.startsWith('*.') ? name.endsWith(host.slice(1)) : name === host));
  }

  hasAddress(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
    return this.ranges.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
  }
}
