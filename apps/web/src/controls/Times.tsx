import type { ReactElement } from 'react';
import { startSentence } from '../texts/start-sentence.js';
import { text } from '../texts/text.js';
import { age, calendarDay, clock, clockWithSeconds, exact, length, secondOfDay, shortDate } from '../texts/times.js';
import { useSaid } from './use-now.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

interface AgoProps {
  readonly at: string | number;
  /** A sentence or a line begins with it. */
  readonly isFirst?: boolean;
}

/** An age that updates, with the exact time as its tooltip. */
export function Ago({ at, isFirst = false }: AgoProps): ReactElement {
  const moment = typeof at === 'number' ? at : Date.parse(at);
  return (
    <time dateTime={new Date(moment).toISOString()} title={exact(moment)}>
      {useSaid(SECOND_MS, (now) => (isFirst ? startSentence(age(moment, now)) : age(moment, now)))}
    </time>
  );
}

/** The time since a moment, which grows: `5 min so far`. */
export function SoFar({ since }: { readonly since: string }): ReactElement {
  const start = Date.parse(since);
  return <span title={exact(start)}>{useSaid(SECOND_MS, (now) => text.recording.pipeline.soFar(length(now - start)))}</span>;
}

/** A time of day, or a date and time, in the user's time zone. */
export function At({ at }: { readonly at: string | number }): ReactElement {
  const moment = typeof at === 'number' ? at : Date.parse(at);
  return (
    <time dateTime={new Date(moment).toISOString()} title={exact(moment)}>
      {useSaid(MINUTE_MS, (now) => clock(moment, now))}
    </time>
  );
}

/** A time of day, a weekday or a date, for a narrow column. */
export function When({ at }: { readonly at: string }): ReactElement {
  const moment = Date.parse(at);
  return (
    <time dateTime={at} title={exact(moment)}>
      {useSaid(MINUTE_MS, (now) => shortDate(moment, now))}
    </time>
  );
}

/** A time of day with seconds, in the user's time zone. */
export function AtSecond({ at }: { readonly at: string }): ReactElement {
  const moment = Date.parse(at);
  return (
    <time dateTime={at} title={exact(moment)}>
      {useSaid(MINUTE_MS, (now) => clockWithSeconds(moment, now))}
    </time>
  );
}

/** A time of day with seconds, below a heading with the day. */
export function SecondOfDay({ at }: { readonly at: string }): ReactElement {
  const moment = Date.parse(at);
  return (
    <time dateTime={at} title={exact(moment)}>
      {secondOfDay(moment)}
    </time>
  );
}

/** The day of a time, with the year if it is not this year. */
export function CalendarDay({ at }: { readonly at: string }): ReactElement {
  const moment = Date.parse(at);
  return <>{useSaid(MINUTE_MS, (now) => calendarDay(moment, now))}</>;
}
