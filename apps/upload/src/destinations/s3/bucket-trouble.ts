import { PermanentError, RetryableError, WaitingError } from '@throughline/contracts';
import { isBucketError, type BucketError, type Place, type TroubleKind } from '@throughline/bucket';

const GOES_ON = 'the delivery goes on by itself';
/** What an operator must allow; said where something is refused, as a refusal never tells what is missing. */
const RIGHTS =
  's3:GetObject, s3:PutObject, s3:DeleteObject, s3:AbortMultipartUpload, s3:ListMultipartUploadParts, s3:ListBucket, s3:ListBucketMultipartUploads';

interface Told {
  readonly error: BucketError;
  readonly where: string;
}

type Words = (told: Told) => Error;

const waiting =
  (code: string, words: (told: Told) => string): Words =>
  (told) =>
    new WaitingError(code, words(told), {
      cause: told.error,
      ...(told.error.retryAfterMs === undefined ? {} : { retryAfterMs: told.error.retryAfterMs }),
    });
const permanent =
  (words: (told: Told) => string): Words =>
  (told) =>
    new PermanentError('output-misconfigured', words(told), { cause: told.error });
const retryable =
  (code: string, words: (told: Told) => string): Words =>
  (told) =>
    new RetryableError(code, words(told), { cause: told.error });

const failed = retryable(
  'output-failed',
  ({ where, error }) => `${where} has refused what it was asked (${error.code}): ${error.message}`,
);

/** Nothing of what an operator has to set right is wrong with the recording: it waits for that. */
const WORDS: Readonly<Record<TroubleKind, Words>> = {
  unreachable: waiting(
    'output-unreachable',
    ({ where, error }) => `${where} does not answer (${error.code}): ${GOES_ON} once it does`,
  ),
  busy: waiting('output-busy', ({ where, error }) => `${where} asks for patience (${error.code}): ${GOES_ON}`),
  full: waiting('disk-full', ({ where }) => `${where} has no space left: free some, ${GOES_ON}`),
  'not-permitted': waiting('output-not-writable', ({ where, error }) =>
    error.code === 'RequestTimeTooSkewed'
      ? `${where} refuses requests because this machine's clock is wrong: set it, ${GOES_ON}`
      : `${where} refuses the keys of the connection (${error.code}): they must be right and allow ${RIGHTS}; ${GOES_ON} once they do`,
  ),
  misconfigured: permanent(({ where, error }) =>
    error.code === 'NoSuchBucket'
      ? `${where} does not exist: make the bucket, or correct the output`
      : `${where} is not where the connection says (${error.code}): correct its endpoint and region`,
  ),
  unsupported: permanent(({ where, error }) => `The service behind ${where} lacks what outputs need (${error.code})`),
  'no-upload': retryable('session-lost', ({ where }) => `${where} has lost an upload; it is sent again`),
  corrupted: retryable('content-corrupted', ({ where }) => `Bytes have changed on their way to ${where}; they are sent again`),
  missing: failed,
  exists: failed,
  failed,
};

/** What a bucket service says, in words of a delivery. What speaks for itself is left as it is. */
export function toDeliveryError(error: unknown, { connection, bucket }: Place): unknown {
  if (!isBucketError(error)) return error;
  // A name that the operator does not know has words of its own.
  if (error.code === 'NoSuchConnection') return new PermanentError('output-misconfigured', error.message);
  return WORDS[error.trouble]({ error, where: `The bucket '${bucket}' of the connection '${connection}'` });
}
