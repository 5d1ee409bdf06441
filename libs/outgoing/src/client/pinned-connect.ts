import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
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

export interface PinnedConnectOptions {
  readonly policy: AddressPolicy;
  readonly resolve: Resolve;
  readonly connectMs: number;
  /** Trusted beside what the system trusts. */
  readonly ca: string | undefined;
}

/** The addresses of a name that may be connected to. A name may have others too: nobody is sent there. */
async function allowedOf(hostname: string, { policy, resolve }: PinnedConnectOptions): Promise<LookupAddress[]> {
  const addresses = await resolve(hostname);
  const allowed = addresses.filter(({ address }) => policy.refusalOfAddress(hostname, address) === undefined);
  const [first] = addresses;
  if (allowed.length > 0) return allowed;
  throw (
    (first === undefined ? undefined : policy.refusalOfAddress(hostname, first.address)) ??
    Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' })
  );
}

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error('the name could not be looked up', { cause: error });

/**
 * Connects to the very address that was checked. The name is looked up once for a connection, by the connection itself: a name that
 * answers otherwise the next time (DNS rebinding) is checked again the next time.
 */
export function pinnedConnect(options: PinnedConnectOptions): buildConnector.connector {
  const { policy, connectMs, ca } = options;
  const pinned: LookupFunction = (hostname, asked, done) => {
    allowedOf(hostname, options).then(
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
  const connect = buildConnector({ timeout: connectMs, lookup: pinned, ...(ca === undefined ? {} : { ca }) });
  return (to, done) => {
    // An address in place of a name is never looked up.
    const refusal = policy.refusalOfHost(to.hostname);
    if (refusal !== undefined) {
      done(refusal, null);
      return;
    }
    connect(to, (...[error, socket]) => {
      if (error !== null) {
        done(error, null);
        return;
      }
      // What counts in the end is who is at the other end.
      const elsewhere = policy.refusalOfAddress(to.hostname, socket.remoteAddress ?? '');
      if (elsewhere === undefined) {
        done(null, socket);
        return;
      }
      socket.destroy();
      done(elsewhere, null);
    });
  };
}
