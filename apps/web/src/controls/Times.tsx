import { useState, type ReactElement } from 'react';
import { age, ageTick, clock, clockWithSeconds, exact } from '../texts/times.js';
import { useNow } from './use-now.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** Ticks as often as what is said changes. */
function useAgeClock(at: number): number {
  const [everyMs, setEvery] = useState(SECOND_MS);
  const now = useNow(everyMs);
  const wanted = ageTick(at, now);
  if (wanted !== everyMs) setEvery(wanted);
  return now;
}

/** An age that ticks, with the exact time for who points at it. */
export function Ago({ at }: { readonly at: string | number }): ReactElement {
  const moment = typeof at === 'number' ? at : Date.parse(at);
  const now = useAgeClock(moment);
  return (
    <time dateTime={new Date(moment).toISOString()} title={exact(moment)}>
      {age(moment, now)}
    </time>
  );
}

/** A time of day, or a day and time, in the reader's zone. */
export function At({ at }: { readonly at: string | number }): ReactElement {
  const moment = typeof at === 'number' ? at : Date.parse(at);
  return (
    <time dateTime={new Date(moment).toISOString()} title={exact(moment)}>
      {clock(moment, useNow(MINUTE_MS))}
    </time>
  );
}

/** A time of day to the second, in the reader's zone. */
export function AtSecond({ at }: { readonly at: string }): ReactElement {
  const moment = Date.parse(at);
  return (
    <time dateTime={at} title={exact(moment)}>
      {clockWithSeconds(moment, useNow(MINUTE_MS))}
    </time>
  );
}
