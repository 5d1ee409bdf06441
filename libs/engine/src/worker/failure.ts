import { codeOf, kindOf } from '@throughline/contracts';

export interface Failure {
  /** Stable; shown and filtered on. */
  readonly code: string;
  /** For people. Sealed in the event. */
  readonly message: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
}

const CODE = /^[a-z0-9][a-z0-9_.-]{0,79}$/;
const MAX_MESSAGE = 2_000;

const stableCode = (error: unknown): string => {
  const code = codeOf(error)?.toLowerCase().replaceAll('_', '-');
  return code !== undefined && CODE.test(code) ? code : 'unexpected';
};

const retryAfterOf = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null && 'retryAfterMs' in error && typeof error.retryAfterMs === 'number'
    ? error.retryAfterMs
    : undefined;

/** What a thrown value means for the step. Only what says so itself is permanent: the unknown is tried again. */
export function failureOf(error: unknown): Failure {
  const message = (error instanceof Error ? error.message : String(error)).slice(0, MAX_MESSAGE);
  const retryAfterMs = retryAfterOf(error);
  return {
    code: stableCode(error),
    message,
    retryable: kindOf(error) !== 'permanent',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}
