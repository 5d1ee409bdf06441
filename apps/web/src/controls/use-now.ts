import { useCallback, useSyncExternalStore } from 'react';

interface SharedTimer {
  readonly listeners: Set<() => void>;
  timer: ReturnType<typeof setInterval> | undefined;
}

/** One timer for each interval, shared by all components, because long lists show thousands of ages. */
const beats = new Map<number, SharedTimer>();
/** One clock for all intervals, so that all components agree on the time. */
let now = Date.now();

function getTimer(everyMs: number): SharedTimer {
  const existing = beats.get(everyMs) ?? { listeners: new Set(), timer: undefined };
  beats.set(everyMs, existing);
  return existing;
}

const updateNow = (): void => {
  now = Date.now();
};

function subscribeToTimer(everyMs: number, listener: () => void): () => void {
  const beat = getTimer(everyMs);
  beat.listeners.add(listener);
  // The clock is stale if no timer was running.
  if (beat.timer === undefined) updateNow();
  beat.timer ??= setInterval(() => {
    updateNow();
    for (const each of beat.listeners) each();
  }, everyMs);
  return () => {
    beat.listeners.delete(listener);
    if (beat.listeners.size > 0) return;
    clearInterval(beat.timer);
    beat.timer = undefined;
  };
}

/** Returns a value derived from the time. Renders again only if the value changes. */
export function useSaid<T extends string | number>(everyMs: number, say: (now: number) => T): T {
  const subscribe = useCallback((listener: () => void) => subscribeToTimer(everyMs, listener), [everyMs]);
  const read = (): T => say(now);
  return useSyncExternalStore(subscribe, read, read);
}

const identity = (time: number): number => time;

/** Returns the time and renders again at each interval. Components must not read the clock in any other way. */
export const useNow = (everyMs: number): number => useSaid(everyMs, identity);
