import { Problem } from '../http/problems/problem.js';

/** A calendar month of UTC. */
export interface Month {
  /** `YYYYMM`. */
  readonly period: string;
  /** ISO 8601. */
  readonly start: string;
  /** The start of the next month, when quotas renew. */
  readonly end: string;
}

const FIRST_YEAR = 1970;

const monthOf = (year: number, month: number): Month => ({
  period: `${String(year)}${String(month).padStart(2, '0')}`,
  start: new Date(Date.UTC(year, month - 1)).toISOString(),
  end: new Date(Date.UTC(year, month)).toISOString(),
});

export const monthAt = (now: Date): Month => monthOf(now.getUTCFullYear(), now.getUTCMonth() + 1);

/** Returns the day of an instant, `YYYY-MM-DD`. */
export const dayOf = (instant: string): string => instant.slice(0, 10);

function findProblem(period: string): string | undefined {
  const [, year, month] = /^(\d{4})(\d{2})$/.exec(period) ?? [];
  if (year === undefined || month === undefined) return `Invalid period: ${period}. Period must be YYYYMM`;
  if (Number(year) < FIRST_YEAR) return `Invalid year: ${year} in period ${period}. Year must be ${String(FIRST_YEAR)}-9999`;
  if (Number(month) < 1 || Number(month) > 12) return `Invalid month: ${month} in period ${period}. Month must be 01-12`;
  return undefined;
}

/** Reads the parameter `period`. Throws `invalid` with the text that clients rely on (USR-02). */
export function readMonth(period: string): Month {
  const message = findProblem(period);
  if (message !== undefined) throw new Problem('invalid', { detail: message, errors: [{ pointer: '/query/period', message }] });
  return monthOf(Number(period.slice(0, 4)), Number(period.slice(4)));
}
