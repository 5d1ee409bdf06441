import { useCallback, useSyncExternalStore } from 'react';

interface Beat {
  readonly listeners: Set<() => void>;
  timer: ReturnType<typeof setInterval> | undefined;
}

/** One for each pace: a list of thousands has thousands of ages, and needs no thousands of timers. */
const beats = new Map<number, Beat>();
/** One for all paces: where each had its own, two places of a page would not agree on what is over. */
let now = Date.now();

function beatOf(everyMs: number): Beat {
  const known = beats.get(everyMs) ?? { listeners: new Set(), timer: undefined };
  beats.set(everyMs, known);
  return known;
}

const look = (): void => {
  now = Date.now();
};

function follow(everyMs: number, listener: () => void): () => void {
  const beat = beatOf(everyMs);
  beat.listeners.add(listener);
  // Time may have stood still while nobody looked.
  if (beat.timer === undefined) look();
  beat.timer ??= setInterval(() => {
    look();
    for (const each of beat.listeners) each();
  }, everyMs);
  return () => {
    beat.listeners.delete(listener);
    if (beat.listeners.size > 0) return;
    clearInterval(beat.timer);
    beat.timer = undefined;
  };
}

/** What is said of the time: looked at every so often, and drawn anew where it has changed. */
export function useSaid<T extends string | number>(everyMs: number, say: (now: number) => T): T {
  const subscribe = useCallback((listener: () => void) => follow(everyMs, listener), [everyMs]);
  const read = (): T => say(now);
  return useSyncExternalStore(subscribe, read, read);
}

const itself = (time: number): number => time;

/** The time, drawn anew every so often; by nothing else than this is a component told the time. */
export const useNow = (everyMs: number): number => useSaid(everyMs, itself);
