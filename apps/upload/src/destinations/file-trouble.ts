import { PermanentError, WaitingError, codeOf, kindOf } from '@throughline/contracts';

const FULL = new Set(['ENOSPC', 'EDQUOT']);
/** Somebody must set it right, and nothing is wrong with the recording: it goes on as soon as that is done. */
const NOT_WRITABLE = new Set(['EACCES', 'EPERM', 'EROFS']);
/** A disk, a share or a server behind it that does not answer. */
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

export const noFolder = (root: string, cause: unknown): PermanentError =>
  new PermanentError('output-misconfigured', `The output folder ${root} is not a folder`, { cause });

export const unreachable = (root: string, why: string, cause?: unknown): WaitingError =>
  new WaitingError('output-unreachable', `The output folder ${root} ${why}: the delivery goes on by itself once it is back`, {
    cause,
  });

/** What the file system says of an output, in words of a delivery. What speaks for itself is left as it is. */
export function toDeliveryError(error: unknown, root: string): unknown {
  const code = codeOf(error) ?? '';
  if (kindOf(error) !== undefined) return error;
  if (FULL.has(code)) {
    return new WaitingError(
      'disk-full',
      `There is no space left in the output folder ${root}: free some, the delivery goes on by itself`,
      { cause: error },
    );
  }
  if (NOT_WRITABLE.has(code)) {
    return new WaitingError(
      'output-not-writable',
      `The output folder ${root} cannot be written to: set its owner and rights, the delivery goes on by itself`,
      { cause: error },
    );
  }
  if (UNREACHABLE.has(code)) return unreachable(root, 'does not answer', error);
  return code === 'ENOTDIR' ? noFolder(root, error) : error;
}
