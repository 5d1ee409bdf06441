import { codeOf } from '@throughline/contracts';
import { parseRetryAfterMs } from '@throughline/outgoing';

export type TroubleKind =
  | 'unreachable'
  /** Throttled, or an error of the service. */
  | 'busy'
  | 'full'
  /** Wrong credentials, missing permissions, or a wrong clock. */
  | 'not-permitted'
  /** No such bucket, or a wrong region or address of the connection. */
  | 'misconfigured'
  | 'unsupported'
  | 'missing'
  /** The multipart upload was completed or aborted, or never existed. */
  | 'no-upload'
  /** A conditional write found an existing object. */
  | 'exists'
  /** The bytes changed on the way. */
  | 'corrupted'
  | 'failed';

/** The error of a bucket service. Contains no request headers, because they are signed with secrets. */
export class BucketError extends Error {
  readonly kind = 'bucket';
  constructor(
    readonly trouble: TroubleKind,
    /**
     * A known code of the service (`SlowDown`) or of the network (`ECONNREFUSED`), or the HTTP status. Unknown codes go into
     * the message.
     */
    readonly code: string,
    message: string,
    readonly retryAfterMs?: number,
  ) {
    super(message);
    this.name = 'BucketError';
  }
}

export const isBucketError = (error: unknown): error is BucketError =>
  typeof error === 'object' && error !== null && 'kind' in error && error.kind === 'bucket';

export const troubleOf = (error: unknown): TroubleKind | undefined => (isBucketError(error) ? error.trouble : undefined);

const BY_CODE: Readonly<Record<string, TroubleKind>> = {
  NoSuchKey: 'missing',
  NotFound: 'missing',
  NoSuchUpload: 'no-upload',
  NoSuchBucket: 'misconfigured',
  InvalidBucketName: 'misconfigured',
  PermanentRedirect: 'misconfigured',
  AuthorizationHeaderMalformed: 'misconfigured',
  IllegalLocationConstraintException: 'misconfigured',
  PreconditionFailed: 'exists',
  BadDigest: 'corrupted',
  InvalidDigest: 'corrupted',
  XAmzContentSHA256Mismatch: 'corrupted',
  IncompleteBody: 'corrupted',
  InvalidPart: 'corrupted',
  NotImplemented: 'unsupported',
  MethodNotAllowed: 'unsupported',
  RequestTimeout: 'busy',
  // Another writer wrote the same key at the same time. A retry learns which one won.
  ConditionalRequestConflict: 'busy',
  OperationAborted: 'busy',
  QuotaExceeded: 'full',
  XMinioStorageFull: 'full',
};

/** Other known codes of S3, classified by their status. Unknown codes may be any text, so they never become `code`. */
const OTHER_CODES: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccountProblem',
  'AllAccessDisabled',
  'EntityTooLarge',
  'EntityTooSmall',
  'ExpiredToken',
  'InternalError',
  'InvalidAccessKeyId',
  'InvalidArgument',
  'InvalidObjectState',
  'InvalidRange',
  'InvalidRequest',
  'InvalidSecurity',
  'InvalidToken',
  'KeyTooLongError',
  'MalformedXML',
  'MissingContentLength',
  'RequestTimeTooSkewed',
  'ServiceUnavailable',
  'SignatureDoesNotMatch',
  'SlowDown',
  'TemporaryRedirect',
]);

const BY_STATUS: Readonly<Record<number, TroubleKind>> = {
  301: 'misconfigured',
  401: 'not-permitted',
  403: 'not-permitted',
  404: 'missing',
  405: 'unsupported',
  412: 'exists',
  429: 'busy',
  501: 'unsupported',
  507: 'full',
};

interface SdkError {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly statusCode?: number; readonly headers?: Readonly<Record<string, string>> };
}

const statusOf = ({ $metadata, $response }: SdkError): number | undefined => $metadata?.httpStatusCode ?? $response?.statusCode;

const retryAfterOf = ({ $response }: SdkError): number | undefined => parseRetryAfterMs($response?.headers?.['retry-after']);

const textOf = (value: unknown): string => (typeof value === 'string' && value !== '' ? value : 'unknown');

/** Names that the SDK gives to answers without an error code. */
const NAMELESS = /^(Unknown|Error$|[0-9]+$)/;

function classifyTrouble(name: string, status: number): TroubleKind {
  return BY_CODE[name] ?? BY_STATUS[status] ?? (status >= 500 ? 'busy' : 'failed');
}

export function toBucketError(error: unknown): BucketError {
  if (isBucketError(error)) return error;
  const thrown = (typeof error === 'object' && error !== null ? error : {}) as SdkError;
  const [name, message, status] = [textOf(thrown.name), textOf(thrown.message), statusOf(thrown)];
  if (status === undefined) return new BucketError('unreachable', codeOf(error) ?? name, message);
  const isKnown = Object.hasOwn(BY_CODE, name) || OTHER_CODES.has(name);
  const code = isKnown ? name : `HTTP ${String(status)}`;
  const description = isKnown || NAMELESS.test(name) ? message : `${name}: ${message}`;
  return new BucketError(classifyTrouble(name, status), code, description, retryAfterOf(thrown));
}
