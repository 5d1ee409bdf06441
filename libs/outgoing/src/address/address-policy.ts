import { PermanentError } from '@throughline/contracts';
import { parseAddress, explainRefusal } from './address-rule.js';
import { normalizeHostName, type AllowList } from './allow-list.js';

/** Names of this machine or its local network (RFC 6761, RFC 8375, and the names that clouds and home networks use). */
const LOCAL_NAMES = /(?:^|\.)(?:localhost|local|localdomain|internal|home\.arpa)$/;

const refused = (host: string, why: string): PermanentError =>
  new PermanentError(
    'address-refused',
    `Connections to ${host} are not allowed: ${why}. If this is intended, the operator can allow it with TL_FETCH_ALLOW`,
  );

export class AddressPolicy {
  constructor(private readonly allowed: AllowList) {}

  /** Checks a host name before its DNS lookup. */
  refusalOfHost(hostname: string): PermanentError | undefined {
    if (this.allowed.hasHost(hostname)) return undefined;
    if (parseAddress(hostname) !== undefined) return this.refusalOfAddress(hostname, hostname);
    return LOCAL_NAMES.test(normalizeHostName(hostname))
      ? refused(hostname, 'its name means this machine or a private network')
      : undefined;
  }

  /** Checks an address of the host. An unreadable address is refused. */
  refusalOfAddress(hostname: string, literal: string): PermanentError | undefined {
    if (this.allowed.hasHost(hostname)) return undefined;
    const address = parseAddress(literal);
    if (address === undefined) return refused(hostname, 'its address is invalid');
    if (this.allowed.hasAddress(address)) return undefined;
    const why = explainRefusal(address);
    return why === undefined ? undefined : refused(hostname, why);
  }
}
