import ipaddr from 'ipaddr.js';

/** Why nobody may be sent to an address; undefined where it is one of the public internet. */
export type AddressRefusal = string;

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** What the registries of IANA say of a range, in words for people. Whatever is not public unicast is refused: also what is not listed here. */
const WORDS: Readonly<Record<string, string>> = {
  unspecified: 'it stands for this machine',
  loopback: 'it is this machine itself',
  private: 'it lies in a private network',
  uniqueLocal: 'it lies in a private network',
  carrierGradeNat: 'it lies in the network of a provider (CGNAT)',
  linkLocal: 'it is link-local, as the metadata services of clouds are',
  deprecatedSiteLocal: 'it lies in a private network',
  multicast: 'it is a group of machines',
  broadcast: 'it is a group of machines',
  ipv4Mapped: 'it is an IPv4 address in disguise',
  rfc6145: 'it is an IPv4 address in disguise',
  rfc6052: 'it is an IPv4 address in disguise (NAT64)',
  '6to4': 'it is an IPv4 address in disguise (6to4)',
  teredo: 'it is an IPv4 address in disguise (Teredo)',
};
const RESERVED = 'it is reserved for a special use';

/** All that is given out as global unicast (IANA, "Internet Protocol Version 6 Address Space"). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** The address that a literal stands for. Zone ids name an interface of this machine, so nothing public has one. */
export function addressOf(literal: string): Address | undefined {
  const text = literal.replace(/^\[(.*)\]$/, '$1');
  // Four decimal parts only: whatever else passes for IPv4 somewhere, the URL parser has turned into that already.
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  return ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text) : undefined;
}

const isIPv6 = (address: Address): address is ipaddr.IPv6 => address.kind() === 'ipv6';

export function refusalOf(address: Address): AddressRefusal | undefined {
  if (isIPv6(address)) {
    if (address.zoneId !== undefined) return WORDS['linkLocal'];
    if (address.range() === 'unicast') return address.match(GLOBAL_UNICAST) ? undefined : RESERVED;
  }
  const range: string = address.range();
  return range === 'unicast' ? undefined : (WORDS[range] ?? RESERVED);
}
