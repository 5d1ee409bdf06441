import { buildConnector } from 'undici';
import type { AddressPolicy } from '../address/address-policy.js';
import { pinnedLookup, type Resolve } from './pinned-lookup.js';

export interface PinnedConnectOptions {
  readonly policy: AddressPolicy;
  readonly resolve: Resolve;
  readonly connectMs: number;
  /** Trusted in place of what the system trusts. */
  readonly ca: string | undefined;
  /** Ends the connection with it, also while it is being made: undici would let it go on by itself. */
  readonly signal: AbortSignal | undefined;
}

/** Connects to the very address that was checked, which is the connection's own. */
export function pinnedConnect({ policy, resolve, connectMs, ca, signal }: PinnedConnectOptions): buildConnector.connector {
  const lookup = pinnedLookup(policy, resolve);
  const connect = buildConnector({
    timeout: connectMs,
    lookup,
    ...(ca === undefined ? {} : { ca }),
    ...(signal === undefined ? {} : { signal }),
  });
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
