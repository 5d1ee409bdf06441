import ipaddr from 'ipaddr.js';

export type AddressRefusal = string;

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Explanations for address ranges from the IANA registries. Every address that is not public unicast is refused, even in an
 * unlisted range.
 */
const WORDS: Readonly<Record<string, string>> = {
  unspecified: 'it is an address of this machine',
  loopback: 'it is this machine itself',
  private: 'it is in a private network',
  uniqueLocal: 'it is in a private network',
  carrierGradeNat: 'it is in the network of a provider (CGNAT)',
  linkLocal: 'it is link-local, like the metadata services of clouds',
  deprecatedSiteLocal: 'it is in a private network',
  multicast: 'it is a multicast address',
  broadcast: 'it is a multicast address',
  ipv4Mapped: 'it is an IPv4 address in disguise',
  rfc6145: 'it is an IPv4 address in disguise',
  rfc6052: 'it is an IPv4 address in disguise (NAT64)',
  '6to4': 'it is an IPv4 address in disguise (6to4)',
  teredo: 'it is an IPv4 address in disguise (Teredo)',
};
const RESERVED = 'it is reserved for a special use';

/** All global unicast addresses (IANA, "Internet Protocol Version 6 Address Space"). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** Parses an address literal. An address with a zone id names an interface of this machine, so it is never public. */
export function parseAddress(literal: string): Address | undefined {
  const text = literal.replace(/^\[(.*)\]$/, '$1');
  // Accepts only four decimal parts: the URL parser has already converted all other spellings of IPv4.
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  return ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text) : undefined;
}

const isIPv6 = (address: Address): address is ipaddr.IPv6 => address.kind() === 'ipv6';

export function explainRefusal(address: Address): AddressRefusal | undefined {
  if (isIPv6(address)) {
    if (address.zoneId !== undefined) return WORDS['linkLocal'];
    if (address.range() === 'unicast') return address.match(GLOBAL_UNICAST) ? undefined : RESERVED;
  }
  const range: string = address.range();
  return range === 'unicast' ? undefined : (WORDS[range] ?? RESERVED);
}
