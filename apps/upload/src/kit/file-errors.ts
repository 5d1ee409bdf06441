import { CHECK_DISK_WITHIN_MS, PermanentError, WaitingError, codeOf, kindOf } from '@throughline/contracts';

const FULL = new Set(['ENOSPC', 'EDQUOT']);
/** The operator must fix these. The item itself is fine, so the delivery waits. */
const NOT_WRITABLE = new Set(['EACCES', 'EPERM', 'EROFS']);
const UNREACHABLE = new Set([
  'EIO',
  'ENXIO',
  'ENODEV',
  'ENOTCONN',
  'ESTALE',
  'ETIMEDOUT',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ECONNREFUSED',
  'ECONNRESET',
  'EREMOTEIO',
]);

export const notAFolderError = (root: string, cause: unknown): PermanentError =>
  new PermanentError('output-misconfigured', `The output folder ${root} is not a folder`, { cause });

export const unreachableError = (root: string, why: string, cause?: unknown): WaitingError =>
  new WaitingError(
    'output-unreachable',
    `The output folder ${root} ${why}: the delivery continues automatically when it is available`,
    {
      cause,
    },
  );

/** Converts file system errors of an output to delivery errors. Other errors pass unchanged. */
export function toDeliveryError(error: unknown, root: string): unknown {
  const code = codeOf(error) ?? '';
  if (kindOf(error) !== undefined) return error;
  if (FULL.has(code)) {
    return new WaitingError(
      'disk-full',
      `There is no space left in the output folder ${root}: free some space, and the delivery continues automatically`,
      { cause: error, checkWithinMs: CHECK_DISK_WITHIN_MS },
    );
  }
  if (NOT_WRITABLE.has(code)) {
    return new WaitingError(
      'output-not-writable',
      `The output folder ${root} cannot be written to: correct its owner and permissions, and the delivery continues automatically`,
      { cause: error },
    );
  }
  if (UNREACHABLE.has(code)) return unreachableError(root, 'does not answer', error);
  return code === 'ENOTDIR' ? notAFolderError(root, error) : error;
}
