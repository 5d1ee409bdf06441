import type { ReactElement } from 'react';
import { age, ageTick, clock, exact } from '../texts/times.js';
import { useNow } from './use-now.js';

/** An age that ticks, with the exact time for who points at it. */
export function Ago({ at }: { readonly at: string | number }): ReactElement {
  const moment = typeof at === 'number' ? at : Date.parse(at);
  const now = useNow(ageTick(moment, Date.now()));
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
      {clock(moment, Date.now())}
    </time>
  );
}
