import ipaddr from 'ipaddr.js';
import { parseAddress } from './address-rule.js';
import type { AllowList } from './allow-list.js';

/** Returns true if a password may be sent to a host without encryption: to this machine, or because the operator allows the host. */
export function mayGoUnencrypted(host: string, allowed: AllowList): boolean {
  const address = parseAddress(host);
  if (host.toLowerCase() === 'localhost' || allowed.hasHost(host)) return true;
  if (address === undefined) return false;
  return ipaddr.process(host).range() === 'loopback' || allowed.hasAddress(ipaddr.process(host));
}
