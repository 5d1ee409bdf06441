import { useSyncExternalStore } from 'react';

/** What is known of the way to the gateway. */
export interface Connection {
  /** When it answered last; undefined before the first answer. */
  readonly heardAt: number | undefined;
  /** Since when it has not answered; undefined while it does. */
  readonly awaySince: number | undefined;
}

let state: Connection = { heardAt: undefined, awaySince: undefined };
const listeners = new Set<() => void>();

const become = (next: Connection): void => {
  const isNews = next.awaySince !== state.awaySince;
  state = next;
  // Each answer moves `heardAt`; who looks at it while all is well would be drawn anew for nothing.
  if (isNews) for (const listener of listeners) listener();
};

export const connection = {
  heard(now: number = Date.now()): void {
    become({ heardAt: now, awaySince: undefined });
  },
  missed(now: number = Date.now()): void {
    become({ ...state, awaySince: state.awaySince ?? now });
  },
  now: (): Connection => state,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export const useConnection = (): Connection => useSyncExternalStore(connection.subscribe, connection.now);
