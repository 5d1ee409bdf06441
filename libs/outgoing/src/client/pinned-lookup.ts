import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { codeOf, kindOf } from '@throughline/contracts';
import type { AddressPolicy } from '../address/address-policy.js';

/** All addresses of a name. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

export const systemResolve: Resolve = (hostname) =>
  new Promise((resolve, reject) => {
    lookup(hostname, { all: true }, (error, addresses) => {
      if (error === null) resolve(addresses);
      else reject(error);
    });
  });

/** The addresses of a name that may be connected to. A name may have others too: nobody is sent there. */
async function allowedOf(hostname: string, policy: AddressPolicy, resolve: Resolve): Promise<LookupAddress[]> {
  const addresses = await resolve(hostname);
  const allowed = addresses.filter(({ address }) => policy.refusalOfAddress(hostname, address) === undefined);
  const [first] = addresses;
  if (allowed.length > 0) return allowed;
  throw (
    (first === undefined ? undefined : policy.refusalOfAddress(hostname, first.address)) ??
    Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' })
  );
}

/** As it is, whoever has made it: its kind and its code tell what it means. */
const asError = (error: unknown): Error =>
  kindOf(error) !== undefined || codeOf(error) !== undefined
    ? (error as Error)
    : new Error('the name could not be looked up', { cause: error });

/**
 * Looks a name up for a connection that is being made, and gives it the addresses that were checked. A name that answers otherwise the
 * next time (DNS rebinding) is checked again the next time. What is an address already is never looked up: check it before.
 */
export const pinnedLookup =
  (policy: AddressPolicy, resolve: Resolve): LookupFunction =>
  (hostname, asked, done) => {
    allowedOf(hostname, policy, resolve).then(
      (addresses) => {
        const [first] = addresses;
        if (asked.all === true) done(null, addresses);
        else done(null, first?.address ?? '', first?.family);
      },
      (error: unknown) => {
        done(asError(error), '');
      },
    );
  };
