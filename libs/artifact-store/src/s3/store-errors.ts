import { PermanentError, RetryableError, WaitingError } from '@throughline/contracts';
import { isBucketError } from '@throughline/bucket';

export const SHA256 = 'sha256';

/** Converts an error of a bucket service to one that workers understand. Other errors stay unchanged. */
export function toStoreError(error: unknown, where: string): unknown {
  if (!isBucketError(error)) return error;
  const { trouble, code, retryAfterMs } = error;
  const more = { cause: error, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  switch (trouble) {
    case 'unreachable':
    case 'busy':
      return new WaitingError(
        'store-away',
        `The artifact store ${where} does not answer (${code}): the work goes on once it does`,
        more,
      );
    case 'full':
      return new WaitingError('disk-full', `The artifact store ${where} is full: free some space there`, more);
    case 'not-permitted':
      return new WaitingError(
        'store-not-writable',
        `The artifact store ${where} refuses the keys of its connection (${code}): they must be right, and allow what docs/operating.md lists`,
        more,
      );
    case 'misconfigured':
    case 'unsupported':
      return new PermanentError(
        'store-misconfigured',
        `The artifact store ${where} cannot be used (${code}): check TL_ARTIFACTS_URL and its connection`,
        more,
      );
    default:
      return new RetryableError('store-failed', `The artifact store ${where} has refused the request (${code})`, more);
  }
}
