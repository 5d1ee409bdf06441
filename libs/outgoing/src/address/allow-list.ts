import ipaddr from 'ipaddr.js';
import { addressOf } from './address-rule.js';

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

const HOST = /^(?:\*\.)?[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?)*$/;
/** A name of digits alone would be read as an address by everybody else. */
const LOOKS_LIKE_ADDRESS = /^[\d.]+$|:|\//;

/** Names are compared as they are looked up: in small letters, without the dot of the root. */
export const hostNameOf = (hostname: string): string => hostname.toLowerCase().replace(/\.$/, '');

function rangeOf(entry: string): Range | undefined {
  const single = addressOf(entry);
  if (single !== undefined) return [single, single.kind() === 'ipv6' ? 128 : 32];
  try {
    return ipaddr.parseCIDR(entry);
  } catch {
    return undefined;
  }
}

/** What the operator lets through although it is not public: hosts by name, addresses and networks. */
export class AllowList {
  static readonly nothing = new AllowList([], []);

  private constructor(
    private readonly hosts: readonly string[],
    private readonly ranges: readonly Range[],
  ) {}

  /** Entries with commas or blanks between them; says what of it is none. */
  static parse(text: string): AllowList | { readonly problem: string } {
    const hosts: string[] = [];
    const ranges: Range[] = [];
    for (const entry of text.split(/[\s,]+/).filter((part) => part !== '')) {
      const range = rangeOf(entry);
      const host = hostNameOf(entry);
      if (range !== undefined) ranges.push(range);
      else if (!LOOKS_LIKE_ADDRESS.test(entry) && HOST.test(host)) hosts.push(host);
      else return { problem: `has an entry that is neither a host, an address nor a network such as 10.0.0.0/8: ${entry}` };
    }
    return new AllowList(hosts, ranges);
  }

  /** The operator vouches for a name, whatever its address is. */
  hasHost(hostname: string): boolean {
    const name = hostNameOf(hostname);
    return this.hosts.some((host) => (host.startsWith('*.') ? name.endsWith(host.slice(1)) : name === host));
  }

  hasAddress(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
    return this.ranges.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
  }
}
