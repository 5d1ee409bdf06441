import { PermanentError, RetryableError, WaitingError } from '@throughline/contracts';
import { isBucketError, type BucketError, type BucketLocation, type TroubleKind } from '@throughline/bucket';

const GOES_ON = 'the delivery continues automatically';
/** The required permissions. S3 never reports which one is missing, so every refusal lists all. */
const RIGHTS =
  's3:GetObject, s3:PutObject, s3:DeleteObject, s3:AbortMultipartUpload, s3:ListMultipartUploadParts, s3:ListBucket, s3:ListBucketMultipartUploads';

interface BucketErrorContext {
  readonly error: BucketError;
  readonly where: string;
}

type ErrorFactory = (context: BucketErrorContext) => Error;

const waiting =
  (code: string, words: (context: BucketErrorContext) => string): ErrorFactory =>
  (context) =>
    new WaitingError(code, words(context), {
      cause: context.error,
      ...(context.error.retryAfterMs === undefined ? {} : { retryAfterMs: context.error.retryAfterMs }),
    });
const permanent =
  (words: (context: BucketErrorContext) => string): ErrorFactory =>
  (context) =>
    new PermanentError('output-misconfigured', words(context), { cause: context.error });
const retryable =
  (code: string, words: (context: BucketErrorContext) => string): ErrorFactory =>
  (context) =>
    new RetryableError(code, words(context), { cause: context.error });

const failed = retryable(
  'output-failed',
  ({ where, error }) => `${where} has refused the request (${error.code}): ${error.message}`,
);

/** Operators can fix these. The item itself is fine, so the delivery waits. */
const WORDS: Readonly<Record<TroubleKind, ErrorFactory>> = {
  unreachable: waiting(
    'output-unreachable',
    ({ where, error }) => `${where} does not answer (${error.code}): ${GOES_ON} when it does`,
  ),
  busy: waiting('output-busy', ({ where, error }) => `${where} limits requests (${error.code}): ${GOES_ON}`),
  full: waiting('disk-full', ({ where }) => `${where} has no space left: free some space, and ${GOES_ON}`),
  'not-permitted': waiting('output-not-writable', ({ where, error }) =>
    error.code === 'RequestTimeTooSkewed'
      ? `${where} refuses requests because this machine's clock is wrong: set the clock, and ${GOES_ON}`
      : `${where} refuses the keys of the connection (${error.code}): make sure that they are correct and allow ${RIGHTS}; ${GOES_ON} then`,
  ),
  misconfigured: permanent(({ where, error }) =>
    error.code === 'NoSuchBucket'
      ? `${where} does not exist: create the bucket, or correct the output`
      : `${where} is not at the address of the connection (${error.code}): correct its endpoint and region`,
  ),
  unsupported: permanent(({ where, error }) => `${where} does not support the requests of outputs (${error.code})`),
  'no-upload': retryable('session-lost', ({ where }) => `${where} has lost an upload; it is sent again`),
  corrupted: retryable('content-corrupted', ({ where }) => `${where} has received changed bytes; they are sent again`),
  missing: failed,
  exists: failed,
  failed,
};

/** Converts errors of a bucket to delivery errors. Other errors pass unchanged. */
export function toDeliveryError(error: unknown, { connection, bucket }: BucketLocation): unknown {
  if (!isBucketError(error)) return error;
  // The error for an unknown connection name already has a clear message.
  if (error.code === 'NoSuchConnection') return new PermanentError('output-misconfigured', error.message);
  return WORDS[error.trouble]({ error, where: `The bucket '${bucket}' of the connection '${connection}'` });
}
