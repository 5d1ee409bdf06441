import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { codeOf, kindOf } from '@throughline/contracts';
import type { AddressPolicy } from '../address/address-policy.js';

export type ResolveHost = (hostname: string) => Promise<readonly LookupAddress[]>;

export const resolveBySystem: ResolveHost = (hostname) =>
  new Promise((resolve, reject) => {
    lookup(hostname, { all: true }, (error, addresses) => {
      if (error === null) resolve(addresses);
      else reject(error);
    });
  });

/** Returns the allowed addresses of a name. Its other addresses are ignored. */
async function resolveAllowed(hostname: string, policy: AddressPolicy, resolve: ResolveHost): Promise<LookupAddress[]> {
  const addresses = await resolve(hostname);
  const allowed = addresses.filter(({ address }) => policy.refusalOfAddress(hostname, address) === undefined);
  const [first] = addresses;
  if (allowed.length > 0) return allowed;
  throw (
    (first === undefined ? undefined : policy.refusalOfAddress(hostname, first.address)) ??
    Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' })
  );
}

/** Keeps errors that have a kind or a code, which tell the cause. */
const asError = (error: unknown): Error =>
  kindOf(error) !== undefined || codeOf(error) !== undefined
    ? (error as Error)
    : new Error('the name could not be looked up', { cause: error });

/**
 * Returns a DNS lookup for one connection that yields only checked addresses. Each connection checks anew, so a name may change
 * its address (DNS rebinding). Literal addresses have no lookup: check them before.
 */
export const createPinnedLookup =
  (policy: AddressPolicy, resolve: ResolveHost): LookupFunction =>
  (hostname, options, done) => {
    resolveAllowed(hostname, policy, resolve).then(
      (addresses) => {
        const [first] = addresses;
        if (options.all === true) done(null, addresses);
        else done(null, first?.address ?? '', first?.family);
      },
      (error: unknown) => {
        done(asError(error), '');
      },
    );
  };
