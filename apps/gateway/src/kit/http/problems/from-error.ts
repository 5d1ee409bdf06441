import { HttpException } from '@nestjs/common';
import { codeOf, kindOf } from '@throughline/contracts';
import { Problem } from './problem.js';
import type { ProblemCode } from './catalogue.js';

const RETRY_SOON = { 'retry-after': '2' };

const byKind: Readonly<Record<string, ProblemCode>> = {
  'outcome-unknown': 'outcome-unknown',
  'revision-conflict': 'busy',
  undecodable: 'quarantined',
  'history-gap': 'quarantined',
  quarantined: 'quarantined',
  'newer-schema': 'needs-upgrade',
  contention: 'busy',
  // Sent again, the request finds out what became of its library.
  'library-gone': 'busy',
  restored: 'log-restored',
  erased: 'not-found',
  unavailable: 'unavailable',
  infrastructure: 'unavailable',
};

const byFastifyCode: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'unsupported-media-type',
  FST_REQ_FILE_TOO_LARGE: 'too-large',
  FST_PARTS_LIMIT: 'too-large',
  FST_FILES_LIMIT: 'too-large',
  FST_FIELDS_LIMIT: 'too-large',
  FST_INVALID_JSON_FIELD_ERROR: 'malformed-request',
};

/**
 * PostgreSQL error classes (connection, resources, operator intervention such as a cancelled statement, system error) and
 * sockets that do not connect.
 */
const AWAY = /^(08...|53...|57...|58...|ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|CONNECTION_TIMEOUT)$/;

const NATS_AWAY = new Set([
  'TimeoutError',
  'NoRespondersError',
  'ClosedConnectionError',
  'DrainingConnectionError',
  'ConnectionError',
  'RequestError',
]);

const byStatus: Readonly<Record<number, ProblemCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'unknown-path',
  405: 'method-not-allowed',
  408: 'upload-timeout',
  413: 'too-large',
  415: 'unsupported-media-type',
  429: 'rate-limited',
  503: 'unavailable',
};

const statusOf = (error: unknown): number | undefined => {
  if (error instanceof HttpException) return error.getStatus();
  const status: unknown = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : undefined;
};

const causesOf = (error: unknown): readonly unknown[] => {
  const chain: unknown[] = [];
  for (let one = error; one !== undefined && one !== null && chain.length < 8;) {
    chain.push(one);
    // AggregateError: a connection that was tried on several addresses. `driverError`: TypeORM keeps the driver's error there.
    const inner: unknown =
      one instanceof AggregateError
        ? one.errors[0]
        : typeof one === 'object' && 'driverError' in one
          ? one.driverError
          : undefined;
    one = inner !== undefined && inner !== one ? inner : one instanceof Error ? one.cause : undefined;
  }
  return chain;
};

/** SQLSTATE of a row that refers to a row that was removed meanwhile, e.g. to its library. Stores name the other cases. */
const REFERENCE_GONE = '23503';
const isReferenceGone = (error: unknown): boolean => causesOf(error).some((one) => codeOf(one) === REFERENCE_GONE);

const isAway = (error: unknown): boolean =>
  ['waiting', 'retryable'].includes(kindOf(error) ?? '') ||
  causesOf(error).some((one) => AWAY.test(codeOf(one) ?? '') || (one instanceof Error && NATS_AWAY.has(one.name)));

/** PostgreSQL has ended one of two transactions that waited for each other. */
const isConflict = (error: unknown): boolean => causesOf(error).some((one) => /^40(P01|001)$/.test(codeOf(one) ?? ''));

const isFull = (error: unknown): boolean =>
  causesOf(error).some((one) => codeOf(one) === 'disk-full' || codeOf(one) === 'ENOSPC');

/** Returns the problem of a request that can succeed when it is sent again. */
const passingCode = (error: unknown): ProblemCode | undefined => {
  if (isReferenceGone(error) || isConflict(error)) return 'busy';
  return isAway(error) ? 'unavailable' : undefined;
};

const fromStatus = (status: number, cause: unknown): Problem | undefined => {
  const code = byStatus[status];
  if (code !== undefined) return new Problem(code, { cause });
  return status >= 400 && status < 500 ? new Problem('malformed-request', { cause }) : undefined;
};

/** Returns the problem for any thrown value. An unknown error is `internal` and shows no text of its own. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const kind = byKind[kindOf(error) ?? ''];
  if (kind !== undefined) return new Problem(kind, { cause: error, headers: RETRY_SOON });
  if (isFull(error)) return new Problem('storage-full', { cause: error, headers: { 'retry-after': '60' } });
  const fastify = byFastifyCode[codeOf(error) ?? ''];
  if (fastify !== undefined) return new Problem(fastify, { cause: error });
  const status = statusOf(error);
  const problem = status === undefined ? undefined : fromStatus(status, error);
  if (problem !== undefined) return problem;
  const passing = passingCode(error);
  if (passing !== undefined) return new Problem(passing, { cause: error, headers: RETRY_SOON });
  return new Problem('internal', { cause: error });
}

/** Tells whether the same request may succeed later. */
export const isPassing = (error: unknown): boolean => toProblem(error).status === 503;
