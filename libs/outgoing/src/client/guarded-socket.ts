import { connect, type Socket } from 'node:net';
import { AddressPolicy } from '../address/address-policy.js';
import type { AllowList } from '../address/allow-list.js';
import { createPinnedLookup, resolveBySystem, type ResolveHost } from './pinned-lookup.js';
import { silenceError, toTransportError } from './transport-error.js';

export interface GuardedSocketOptions {
  readonly host: string;
  readonly port: number;
  readonly allowed: AllowList;
  /** Milliseconds until the connection is established. */
  readonly connectMs: number;
  readonly signal: AbortSignal;
  readonly resolve?: ResolveHost;
}

/**
 * Connects to a server of another protocol than HTTP, at an address that is checked. Rejects as the guarded client does, or with
 * the reason of the signal.
 */
export async function openGuardedSocket(options: GuardedSocketOptions): Promise<Socket> {
  const { host, port, allowed, connectMs, signal, resolve: resolveName = resolveBySystem } = options;
  const policy = new AddressPolicy(allowed);
  const refusal = policy.refusalOfHost(host);
  if (refusal !== undefined) throw refusal;
  signal.throwIfAborted();
  const socket = connect({ host, port, noDelay: true, lookup: createPinnedLookup(policy, resolveName) });
  const onAbort = (): void => {
    socket.destroy(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
  };
  signal.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => socket.destroy(silenceError()), connectMs);
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve).once('error', reject);
    });
    // Finally checks the actual peer, as the guarded client does.
    const elsewhere = policy.refusalOfAddress(host, socket.remoteAddress ?? '');
    if (elsewhere !== undefined) throw elsewhere;
    return socket;
  } catch (error) {
    socket.on('error', () => undefined).destroy();
    signal.throwIfAborted();
    throw toTransportError(error, host);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
