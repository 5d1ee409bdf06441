import { PermanentError, RetryableError, WaitingError, codeOf, kindOf } from '@throughline/contracts';

const MISSING = new Set(['ENOENT', 'ENOTDIR', 'ELOOP']);
const FORBIDDEN = new Set(['EACCES', 'EPERM', 'EROFS']);

/** Returns true for problems of one file or folder that leave its neighbours readable. */
export const isUnreadable = (error: unknown): boolean => ['EACCES', 'EPERM', 'ENAMETOOLONG'].includes(codeOf(error) ?? '');

export const isMissing = (error: unknown): boolean => MISSING.has(codeOf(error) ?? '');

/** Converts file system errors to errors whose messages users read. They name no path of the server. */
export function toFolderError(error: unknown, what: string): Error {
  if (kindOf(error) !== undefined && error instanceof Error) return error;
  if (error instanceof Error && error.name === 'AbortError') return error;
  const code = codeOf(error) ?? '';
  if (MISSING.has(code)) return new PermanentError('source-gone', `${what} does not exist`, { cause: error });
  if (FORBIDDEN.has(code))
    return new WaitingError(
      'source-not-permitted',
      `${what} cannot be accessed: the operator must correct its owner and permissions`,
      { cause: error },
    );
  return new RetryableError('source-error', `${what} cannot be read${code === '' ? '' : ` (${code})`}`, { cause: error });
}
