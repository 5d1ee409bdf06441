import { codeOf } from '@throughline/contracts';
import { retryAfterMs } from '@throughline/outgoing';

/** What kind of trouble an answer, or its absence, means. */
export type TroubleKind =
  /** No answer, or the line broke. */
  | 'unreachable'
  /** It asks for patience, or fails on its side. */
  | 'busy'
  | 'full'
  /** Keys or rights are not what they must be, or the clock. */
  | 'not-permitted'
  /** There is no such bucket, or the connection's region or address is wrong. */
  | 'misconfigured'
  /** This service has no such operation. */
  | 'unsupported'
  /** What was asked for is not there. */
  | 'missing'
  /** The upload in parts was completed, aborted, or never was. */
  | 'no-upload'
  /** It was to be written only where nothing is, and something is. */
  | 'exists'
  /** The bytes have changed on their way. */
  | 'corrupted'
  | 'failed';

/** Trouble with a bucket service. Holds none of the request's headers: they are signed with secrets. */
export class BucketError extends Error {
  readonly kind = 'bucket';
  constructor(
    readonly trouble: TroubleKind,
    /** A known code of the service (`SlowDown`), of the network (`ECONNREFUSED`), or the status. Any other word of the service is in the message. */
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
  // Two writers at the same key at the same moment; the next try is told which one won.
  ConditionalRequestConflict: 'busy',
  OperationAborted: 'busy',
  QuotaExceeded: 'full',
  XMinioStorageFull: 'full',
};

/** Further codes of S3 that say no more than their status. A word that is in neither list may be anything, so it is no code of ours. */
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

const retryAfterOf = ({ $response }: SdkError): number | undefined => retryAfterMs($response?.headers?.['retry-after']);

const textOf = (value: unknown): string => (typeof value === 'string' && value !== '' ? value : 'unknown');

/** Answers without a body that says more have names like this. */
const NAMELESS = /^(Unknown|Error$|[0-9]+$)/;

function troubleBy(name: string, status: number): TroubleKind {
  return BY_CODE[name] ?? BY_STATUS[status] ?? (status >= 500 ? 'busy' : 'failed');
}

/** What the SDK has thrown, in words of ours. */
export function toBucketError(error: unknown): BucketError {
  if (isBucketError(error)) return error;
  const thrown = (typeof error === 'object' && error !== null ? error : {}) as SdkError;
  const [name, message, status] = [textOf(thrown.name), textOf(thrown.message), statusOf(thrown)];
  if (status === undefined) return new BucketError('unreachable', codeOf(error) ?? name, message);
  const isKnown = Object.hasOwn(BY_CODE, name) || OTHER_CODES.has(name);
  const code = isKnown ? name : `HTTP ${String(status)}`;
  const said = isKnown || NAMELESS.test(name) ? message : `${name}: ${message}`;
  return new BucketError(troubleBy(name, status), code, said, retryAfterOf(thrown));
}
