import type { Problem } from '@throughline/api-client';
import { readRetryAfter } from './retry-after.js';

/** A problem document of the API. A refusal by another server, e.g. a proxy, has only a title and a status. */
export type Refusal = Pick<Problem, 'title' | 'status'> & Partial<Problem>;

export class ApiProblem extends Error {
  readonly kind = 'problem';

  constructor(
    readonly document: Refusal,
    /** The milliseconds that the server asks to wait, if it does. */
    readonly retryAfterMs?: number,
  ) {
    super(document.detail ?? document.title);
  }

  get status(): number {
    return this.document.status;
  }

  get code(): Problem['code'] | undefined {
    return this.document.code;
  }
}

/** No trustworthy answer: the connection failed, or a proxy answered instead of the gateway. */
export class GatewayUnreachable extends Error {
  readonly kind = 'away';
}

const kindOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'kind' in error ? error.kind : undefined;

export const isProblem = (error: unknown): error is ApiProblem => kindOf(error) === 'problem';
export const isGatewayUnreachable = (error: unknown): error is GatewayUnreachable => kindOf(error) === 'away';
export const isSignedOut = (error: unknown): boolean => isProblem(error) && error.status === 401;

/** Returns true for an object with members: not for null, and not for an array. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const NO_HEADERS: Pick<Headers, 'get'> = { get: () => null };

/** Returns undefined if the body is not a problem document, so another server answered. */
export function parseProblem(body: unknown, headers: Pick<Headers, 'get'> = NO_HEADERS): ApiProblem | undefined {
  if (!isObject(body) || typeof body['code'] !== 'string' || typeof body['status'] !== 'number') return undefined;
  return new ApiProblem(body as unknown as Problem, readRetryAfter(headers));
}
