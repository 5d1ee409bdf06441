import { useSyncExternalStore } from 'react';

export interface ConnectionState {
  /** Time of the last answer; undefined before the first. */
  readonly heardAt: number | undefined;
  /** Time of the first failed request; undefined while the gateway answers. */
  readonly awaySince: number | undefined;
}

let state: ConnectionState = { heardAt: undefined, awaySince: undefined };
const listeners = new Set<() => void>();

const setState = (next: ConnectionState): void => {
  const isNews = next.awaySince !== state.awaySince;
  state = next;
  // Every answer updates `heardAt`. Notifying listeners only of `awaySince` avoids needless renders.
  if (isNews) for (const listener of listeners) listener();
};

export const connection = {
  heard(now: number = Date.now()): void {
    setState({ heardAt: now, awaySince: undefined });
  },
  missed(now: number = Date.now()): void {
    setState({ ...state, awaySince: state.awaySince ?? now });
  },
  now: (): ConnectionState => state,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export const useConnection = (): ConnectionState => useSyncExternalStore(connection.subscribe, connection.now);
