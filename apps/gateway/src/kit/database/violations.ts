import { QueryFailedError } from 'typeorm';

/** SQLSTATE codes, class 23. */
const CODES = { unique: '23505', 'foreign-key': '23503' } as const;

type Violation = keyof typeof CODES;

export const isViolation = (error: unknown, kind: Violation): boolean =>
  error instanceof QueryFailedError && (error.driverError as { code?: unknown }).code === CODES[kind];

/** Returns the conflict that a violated constraint means. Other errors, and violations without a conflict, are thrown. */
export async function orConflict<Written, const Conflict extends string>(
  write: Promise<Written>,
  conflicts: Readonly<Partial<Record<Violation, Conflict>>>,
): Promise<Written | Conflict> {
  try {
    return await write;
  } catch (error) {
    const kind = (['unique', 'foreign-key'] as const).find((one) => isViolation(error, one));
    const conflict = kind && conflicts[kind];
    if (conflict === undefined) throw error;
    return conflict;
  }
}
