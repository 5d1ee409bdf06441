import { isBucketError, type BucketError, type TroubleKind } from '@throughline/bucket';
import { PermanentError, RetryableError, WaitingError } from '@throughline/contracts';
import { misconfiguredError } from '../../kit/read-settings.js';

type ErrorFactory = (where: string, error: BucketError) => Error;

const waiting =
  (code: string, words: (where: string, error: BucketError) => string): ErrorFactory =>
  (where, error) => {
    const { retryAfterMs } = error;
    return new WaitingError(code, words(where, error), { cause: error, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
  };

const failed: ErrorFactory = (where, error) =>
  new RetryableError('source-error', `${where} has refused the request (${error.code})`, { cause: error });

/** S3 never reports which permission is missing. */
const RIGHTS = 's3:ListBucket and s3:GetObject, and to move objects s3:PutObject and s3:DeleteObject';

const BY_TROUBLE: Readonly<Record<TroubleKind, ErrorFactory>> = {
  unreachable: waiting(
    'source-not-responding',
    (where, { code }) => `${where} does not answer (${code}). The next sync tries again`,
  ),
  busy: waiting('source-busy', (where, { code }) => `${where} is busy (${code}). The next sync tries again`),
  full: waiting('source-full', (where) => `${where} has no space left: free some space`),
  'not-permitted': waiting('source-not-permitted', (where, { code }) =>
    code === 'RequestTimeTooSkewed'
      ? `${where} refuses requests because this server's clock is wrong: the operator must set the clock`
      : `${where} refuses the keys of the connection (${code}): the operator must make sure that they are correct and allow ${RIGHTS}`,
  ),
  misconfigured: (where, { code }) =>
    misconfiguredError(
      code === 'NoSuchBucket'
        ? `${where} does not exist: the operator must create it, or correct the connection`
        : `${where} is not at the address of the connection (${code}): the operator must correct its endpoint and region`,
    ),
  unsupported: (where, { code }) => misconfiguredError(`${where} does not support the requests of sources (${code})`),
  missing: (where) => new PermanentError('source-gone', `${where} no longer has the object`),
  corrupted: failed,
  'no-upload': failed,
  exists: failed,
  failed,
};

/** Converts errors of a bucket to errors of sources. Other errors pass unchanged. */
export function toBucketSourceError(error: unknown, where: string): unknown {
  if (!isBucketError(error)) return error;
  // Objects in archives such as Glacier.
  if (error.code === 'InvalidObjectState')
    return new PermanentError('source-archived', 'The object is archived: restore it, and the next sync imports it');
  return BY_TROUBLE[error.trouble](where, error);
}
