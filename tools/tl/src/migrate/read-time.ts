const TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,](\d{1,9}))?\s*(Z|[+-]\d{2}(?::?\d{2})?(?::\d{2})?)?$/i;

export interface ReadTime {
  /** ISO 8601 in UTC, with milliseconds. */
  readonly at: string;
  readonly micros: number;
}

function offsetMsOf(zone: string | undefined): number {
  if (zone === undefined || /^z$/i.test(zone)) return 0;
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/**
 * Reads a time as databases and Python write it, or returns undefined. A time without a zone is UTC. `Date.parse` would take it as
 * local time, and February 31st as March 3rd.
 */
export function readTime(text: string): ReadTime | undefined {
  const [, day = '', clock = '', fraction = '', zone] = TIME.exec(text.trim()) ?? [];
  if (day === '') return undefined;
  const digits = fraction.padEnd(6, '0');
  const asWritten = Date.parse(`${day}T${clock}.${digits.slice(0, 3)}Z`);
  if (Number.isNaN(asWritten) || new Date(asWritten).toISOString().slice(0, 10) !== day) return undefined;
  return { at: new Date(asWritten - offsetMsOf(zone)).toISOString(), micros: Number(digits.slice(3, 6)) };
}
