import { QueryFailedError } from 'typeorm';

/** As PostgreSQL names them (class 23). */
const CODES = { unique: '23505', 'foreign-key': '23503' } as const;

/** Whether the database has refused a change as it would break a rule of this kind. */
export const isViolation = (error: unknown, kind: keyof typeof CODES): boolean =>
  error instanceof QueryFailedError && (error.driverError as { code?: unknown }).code === CODES[kind];
