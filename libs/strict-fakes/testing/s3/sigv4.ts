import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { FakeRequest } from '../serving/exchange.js';
import { S3Error } from './errors.js';

/*
 * "Authenticating requests: AWS Signature Version 4" of the S3 API reference. Implemented a second time on purpose: a fake with
 * the client's code would share its mistakes.
 */

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface VerificationContext {
  readonly credentials: Credentials;
  readonly region: string;
  readonly now: () => number;
}

/** Chunks of a body continue the chain of signatures that the request begins. */
export interface VerifiedSignature {
  readonly key: Buffer;
  readonly scope: string;
  readonly date: string;
  readonly signature: string;
}

const MAX_SKEW_MS = 15 * 60_000;
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=(?<accessKeyId>[^,\s/]+)\/(?<day>\d{8})\/(?<region>[^,\s/]+)\/(?<service>\w+)\/(?<end>\w+),\s*SignedHeaders=(?<names>[^,\s]+),\s*Signature=(?<signature>[0-9a-f]{64})$/;
/** These headers describe the client, and proxies change them. */
const MAY_BE_UNSIGNED = new Set(['x-amz-user-agent', 'x-amzn-trace-id']);

export const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();
export const sha256Hex = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

const canonicalPath = (path: string): string =>
  path
    .split('/')
    .map((segment) => encode(decodeURIComponent(segment)))
    .join('/');

const canonicalQuery = (query: URLSearchParams): string =>
  [...query]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');

const parseDate = (date: string): number => {
  const [, year, month, day, hours, minutes, seconds] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  return Date.parse(`${year ?? ''}-${month ?? ''}-${day ?? ''}T${hours ?? ''}:${minutes ?? ''}:${seconds ?? ''}Z`);
};

const malformed = (message: string, more: Readonly<Record<string, string>> = {}): S3Error =>
  new S3Error('AuthorizationHeaderMalformed', message, more);

interface Authorization {
  readonly accessKeyId: string;
  readonly scope: readonly [day: string, region: string, service: string, end: string];
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

function parsed(header: string | undefined): Authorization {
  if (header === undefined) throw new S3Error('AccessDenied', 'Access Denied');
  const found = AUTHORIZATION.exec(header);
  if (found === null) throw malformed('The authorization header is malformed');
  const group = (name: string): string => found.groups?.[name] ?? '';
  return {
    accessKeyId: group('accessKeyId'),
    scope: [group('day'), group('region'), group('service'), group('end')],
    signedHeaders: group('names').split(';'),
    signature: group('signature'),
  };
}

function requireScope({ scope: [day, region, service, end] }: Authorization, date: string, expected: string): void {
  if (region !== expected) {
    throw malformed(`The authorization header is malformed; the region '${region}' is wrong; expecting '${expected}'`, {
      Region: expected,
    });
  }
  if (day !== date.slice(0, 8) || service !== 's3' || end !== 'aws4_request')
    throw malformed('The authorization header is malformed; incorrect date, service or terminal');
}

function requireTime(date: string, now: number): void {
  const at = parseDate(date);
  if (Number.isNaN(at)) throw new S3Error('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  if (Math.abs(now - at) > MAX_SKEW_MS) {
    throw new S3Error('RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.', {
      ServerTime: new Date(now).toISOString(),
    });
  }
}

function requireAllSigned(request: FakeRequest, { signedHeaders }: Authorization): void {
  const unsigned = Object.keys(request.headers).filter(
    (name) => (name === 'host' || name.startsWith('x-amz-')) && !signedHeaders.includes(name) && !MAY_BE_UNSIGNED.has(name),
  );
  if (unsigned.length > 0) {
    throw new S3Error('AccessDenied', 'There were headers present in the request which were not signed', {
      HeadersNotSigned: unsigned.join(', '),
    });
  }
}

const canonicalRequest = (request: FakeRequest, { signedHeaders }: Authorization): string =>
  [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query),
    ...signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim().replaceAll(/\s+/g, ' ')}`),
    '',
    signedHeaders.join(';'),
    request.headers['x-amz-content-sha256'] ?? '',
  ].join('\n');

export function verifySignature(request: FakeRequest, { credentials, region, now }: VerificationContext): VerifiedSignature {
  const authorization = parsed(request.headers['authorization']);
  const date = request.headers['x-amz-date'] ?? '';
  if (authorization.accessKeyId !== credentials.accessKeyId) {
    throw new S3Error('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', {
      AWSAccessKeyId: authorization.accessKeyId,
    });
  }
  requireTime(date, now());
  requireScope(authorization, date, region);
  requireAllSigned(request, authorization);
  const scope = authorization.scope.join('/');
  const [day, ...parts] = authorization.scope;
  const key = parts.reduce(hmac, hmac(`AWS4${credentials.secretAccessKey}`, day));
  const text = `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256Hex(canonicalRequest(request, authorization))}`;
  if (!timingSafeEqual(hmac(key, text), Buffer.from(authorization.signature, 'hex'))) {
    throw new S3Error(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    );
  }
  return { key, scope, date, signature: authorization.signature };
}
