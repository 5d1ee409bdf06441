import { useSyncExternalStore } from 'react';

export interface ConnectionState {
  /** Time of the last answer; undefined before the first. */
  readonly answeredAt: number | undefined;
  /** Time of the first failed request; undefined while the gateway answers. */
  readonly awaySince: number | undefined;
  /** Time since which the server's data about items may lack changes, by its last answer. */
  readonly staleSince: string | undefined;
}

let state: ConnectionState = { answeredAt: undefined, awaySince: undefined, staleSince: undefined };
const listeners = new Set<() => void>();

const setState = (next: ConnectionState): void => {
  const isNews = next.awaySince !== state.awaySince || next.staleSince !== state.staleSince;
  state = next;
  // Every answer updates `answeredAt`. Notifying listeners only of the rest avoids needless renders.
  if (isNews) for (const listener of listeners) listener();
};

export const connection = {
  answered(now: number = Date.now()): void {
    setState({ ...state, answeredAt: now, awaySince: undefined });
  },
  stale(since: string | undefined): void {
    setState({ ...state, staleSince: since });
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

export const useConnection = (): ConnectionState => useSyncExternalStore(connection.subscribe, connection.now, connection.now);
