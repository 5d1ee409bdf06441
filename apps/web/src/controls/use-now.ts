import { useCallback, useSyncExternalStore } from 'react';

interface Clock {
  now: number;
  readonly listeners: Set<() => void>;
  timer: ReturnType<typeof setInterval> | undefined;
}

/** One for each pace: a list of thousands has thousands of ages, and needs no thousands of timers. */
const clocks = new Map<number, Clock>();

function clockOf(everyMs: number): Clock {
  const known = clocks.get(everyMs) ?? { now: Date.now(), listeners: new Set(), timer: undefined };
  clocks.set(everyMs, known);
  return known;
}

const tick = (clock: Clock): void => {
  clock.now = Date.now();
  for (const listener of clock.listeners) listener();
};

function follow(clock: Clock, everyMs: number, listener: () => void): () => void {
  clock.listeners.add(listener);
  // It has stood still while nobody looked.
  if (clock.timer === undefined) clock.now = Date.now();
  clock.timer ??= setInterval(() => {
    tick(clock);
  }, everyMs);
  return () => {
    clock.listeners.delete(listener);
    if (clock.listeners.size > 0) return;
    clearInterval(clock.timer);
    clock.timer = undefined;
  };
}

/** The time, drawn anew every so often; by nothing else than this is a component told the time. */
export function useNow(everyMs: number): number {
  const subscribe = useCallback((listener: () => void) => follow(clockOf(everyMs), everyMs, listener), [everyMs]);
  const read = (): number => clockOf(everyMs).now;
  return useSyncExternalStore(subscribe, read, read);
}
