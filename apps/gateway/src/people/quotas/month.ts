import { Problem } from '../../kit/http/problems/problem.js';

/** A calendar month of UTC. */
export interface Month {
  /** `YYYYMM`. */
  readonly period: string;
  /** ISO 8601. */
  readonly start: string;
  /** The start of the next month, when quotas renew. After December 9999: its last instant. */
  readonly end: string;
}

/** No year before it has four digits and is a year of PostgreSQL. */
const FIRST_YEAR = 1;
/** Text, as `Date` takes the year 1 for 1901, and writes the year 10000 in a way that PostgreSQL does not read. */
const startOf = (year: number, month: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01T00:00:00.000Z`;
/** The last instant whose year has four digits. */
const LAST_INSTANT = '9999-12-31T23:59:59.999Z';

function endOf(year: number, month: number): string {
  if (month < 12) return startOf(year, month + 1);
  return year === 9999 ? LAST_INSTANT : startOf(year + 1, 1);
}

const monthOf = (year: number, month: number): Month => ({
  period: `${String(year).padStart(4, '0')}${String(month).padStart(2, '0')}`,
  start: startOf(year, month),
  end: endOf(year, month),
});

export const monthAt = (now: Date): Month => monthOf(now.getUTCFullYear(), now.getUTCMonth() + 1);

/** Returns the day of an instant, `YYYY-MM-DD`. */
export const dayOf = (instant: string): string => instant.slice(0, 10);

function findProblem(period: string): string | undefined {
  const [, year, month] = /^(\d{4})(\d{2})$/.exec(period) ?? [];
  if (year === undefined || month === undefined) return `Invalid period: ${period}. Period must be YYYYMM`;
  if (Number(year) < FIRST_YEAR) return `Invalid year: ${year} in period ${period}. Year must be 0001-9999`;
  if (Number(month) < 1 || Number(month) > 12) return `Invalid month: ${month} in period ${period}. Month must be 01-12`;
  return undefined;
}

/** Reads the parameter `period`. Throws `invalid` with the text that clients rely on (USR-02). */
export function readMonth(period: string): Month {
  const message = findProblem(period);
  if (message !== undefined) throw new Problem('invalid', { detail: message, errors: [{ pointer: '/query/period', message }] });
  return monthOf(Number(period.slice(0, 4)), Number(period.slice(4)));
}
