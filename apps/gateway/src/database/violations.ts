import { QueryFailedError } from 'typeorm';

/** SQLSTATE codes, class 23. */
const CODES = { unique: '23505', 'foreign-key': '23503' } as const;

export const isViolation = (error: unknown, kind: keyof typeof CODES): boolean =>
  error instanceof QueryFailedError && (error.driverError as { code?: unknown }).code === CODES[kind];
