import { PermanentError } from '@throughline/contracts';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/**
 * A place in a listing: the days that are still to be listed, the latest month first, and the page within that month. It names
 * days, so that a listing that goes on tomorrow lists the same months.
 */
const CursorSchema = Type.Object({
  since: Day,
  until: Day,
  /** Meetings of a page, which stays the same within a month. */
  size: Type.Integer({ minimum: 1, maximum: 300 }),
  /** Zoom's token of the page. It lives 15 minutes. Absent: the first page of the month. */
  token: Type.Optional(Type.String({ minLength: 1, maxLength: 1_000 })),
  /** Entries of the page that are listed already. */
  skip: Type.Integer({ minimum: 0 }),
});
export type ListCursor = Static<typeof CursorSchema>;

const cursor = Compile(CursorSchema);
const DAY_MS = 86_400_000;
/** There are no older recordings: Zoom began in 2011. */
const FIRST_DAY = '2011-01-01';

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
const later = (one: string, other: string): string => (one > other ? one : other);

export interface Span {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

/** Returns the beginning of a listing. Zoom's days are those of the user's time zone, so there is one more at both ends. */
export const beginListing = ({ from, to }: Span, size: number): ListCursor => ({
  since: later(FIRST_DAY, dayOf(from - DAY_MS)),
  until: later(FIRST_DAY, dayOf(to + DAY_MS)),
  size,
  skip: 0,
});

/** Returns the days of the present request: a calendar month at most, which is the longest range that Zoom lists. */
export const monthOf = ({ since, until }: ListCursor): { readonly from: string; readonly to: string } => ({
  from: later(since, `${until.slice(0, 7)}-01`),
  to: until,
});

/** Returns the beginning of the month before, or `undefined` after the last one. */
export function nextMonth({ since, until, size }: ListCursor): ListCursor | undefined {
  const before = dayOf(Date.parse(`${until.slice(0, 7)}-01`) - DAY_MS);
  return before < since ? undefined : { since, until: before, size, skip: 0 };
}

export const serializeCursor = (value: ListCursor): string => JSON.stringify(value);

export function parseCursor(text: string): ListCursor {
  try {
    const value: unknown = JSON.parse(text);
    if (cursor.Check(value) && !Number.isNaN(Date.parse(value.until)) && !Number.isNaN(Date.parse(value.since))) return value;
  } catch {
    // Reported below, together with JSON of another shape.
  }
  throw new PermanentError('source-cursor-unknown', 'The listing cannot be continued. The next sync starts from its beginning');
}
