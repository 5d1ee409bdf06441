import { PermanentError } from '@throughline/contracts';
import { addressOf, refusalOf } from './address-rule.js';
import { hostNameOf, type AllowList } from './allow-list.js';

/** Names that mean "here" wherever they are asked for (RFC 6761, RFC 8375, and what clouds and home networks use). */
const LOCAL_NAMES = /(?:^|\.)(?:localhost|local|localdomain|internal|home\.arpa)$/;

const refused = (host: string, why: string): PermanentError =>
  new PermanentError(
    'address-refused',
    `${host} is not fetched from: ${why}. If that is meant, the operator lets it through by TL_FETCH_ALLOW`,
  );

/** Which hosts and addresses may be connected to. */
export class AddressPolicy {
  constructor(private readonly allowed: AllowList) {}

  /** What a host says by itself, before anybody looks its name up. */
  refusalOfHost(hostname: string): PermanentError | undefined {
    if (this.allowed.hasHost(hostname)) return undefined;
    if (addressOf(hostname) !== undefined) return this.refusalOfAddress(hostname, hostname);
    return LOCAL_NAMES.test(hostNameOf(hostname))
      ? refused(hostname, 'its name means this machine or a private network')
      : undefined;
  }

  /** What a host's address says. An address that cannot be read is none to connect to. */
  refusalOfAddress(hostname: string, literal: string): PermanentError | undefined {
    if (this.allowed.hasHost(hostname)) return undefined;
    const address = addressOf(literal);
    if (address === undefined) return refused(hostname, 'its address cannot be read');
    if (this.allowed.hasAddress(address)) return undefined;
    const why = refusalOf(address);
    return why === undefined ? undefined : refused(hostname, why);
  }
}
