import { useSyncExternalStore } from 'react';

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

/** Whether changes are pushed; while they are not, the page asks every few seconds. */
export const useIsLive = (): boolean => useSyncExternalStore(liveState.subscribe, liveState.now);
export const POLL_MS = 5_000;

/** For a query of what changes: never by itself while changes are pushed. */
export const usePolling = (): number | false => (useIsLive() ? false : POLL_MS);
