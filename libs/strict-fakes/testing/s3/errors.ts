import type { FakeAnswer } from '../serving/exchange.js';
import { element } from './xml.js';

/** Codes and statuses of the S3 API reference, "Error responses". */
const STATUS = {
  AccessDenied: 403,
  AuthorizationHeaderMalformed: 400,
  BadDigest: 400,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  IncompleteBody: 400,
  InternalError: 500,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidDigest: 400,
  InvalidPart: 400,
  InvalidPartOrder: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  KeyTooLongError: 400,
  MalformedXML: 400,
  MethodNotAllowed: 405,
  MissingContentLength: 411,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchUpload: 404,
  NotImplemented: 501,
  PreconditionFailed: 412,
  RequestTimeTooSkewed: 403,
  ServiceUnavailable: 503,
  SignatureDoesNotMatch: 403,
  SlowDown: 503,
  XAmzContentSHA256Mismatch: 400,
} as const;

export type S3ErrorCode = keyof typeof STATUS;

export class S3Error extends Error {
  constructor(
    readonly code: S3ErrorCode,
    message: string,
    readonly more: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'S3Error';
  }
}

/** Returns the error's answer, which a test may also script as a fault. HEAD has no body for it. */
export function errorAnswer({ code, message, more }: Pick<S3Error, 'code' | 'message' | 'more'>, method = 'GET'): FakeAnswer {
  const body = element('Error', { Code: code, Message: message, ...more, RequestId: '4442587FB7D0A2F9' });
  return {
    status: STATUS[code],
    headers: { 'content-type': 'application/xml', ...(method === 'HEAD' ? { 'content-length': '0' } : {}) },
    ...(method === 'HEAD' ? {} : { body }),
  };
}
