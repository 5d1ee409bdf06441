import { useSyncExternalStore } from 'react';
import { useConnection } from './connection.js';

let isOpen = false;
const listeners = new Set<() => void>();

export const liveState = {
  become(next: boolean): void {
    if (next === isOpen) return;
    isOpen = next;
    for (const listener of listeners) listener();
  },
  now: (): boolean => isOpen,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/**
 * Whether changes are pushed; while they are not, the page asks every few seconds. A stream that is open still while the gateway
 * does not answer brings nothing.
 */
export function useIsLive(): boolean {
  const isStreaming = useSyncExternalStore(liveState.subscribe, liveState.now);
  const { awaySince } = useConnection();
  return isStreaming && awaySince === undefined;
}
export const POLL_MS = 5_000;
/** A stream that has fallen silent without ending looks like one that has nothing to tell. */
const SELDOM_MS = 10_000;

/** For a query of what changes: how often it is asked beside what is pushed. */
export const usePolling = (): number => (useIsLive() ? SELDOM_MS : POLL_MS);
