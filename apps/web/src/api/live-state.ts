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

/** Returns true while changes are pushed. An open stream does not count while the gateway is away or its answers may be stale. */
export function useIsLive(): boolean {
  const isStreaming = useSyncExternalStore(liveState.subscribe, liveState.now, liveState.now);
  const { awaySince, staleSince } = useConnection();
  return isStreaming && awaySince === undefined && staleSince === undefined;
}
/** Milliseconds between two reads of data that changes, and at most between two tries. */
export const POLL_MS = 5_000;
/** Safety net for a stream that is dead without having ended. */
const SELDOM_MS = 10_000;

/** Returns the polling interval of queries whose data changes: longer while changes are pushed. */
export const usePolling = (): number => (useIsLive() ? SELDOM_MS : POLL_MS);
