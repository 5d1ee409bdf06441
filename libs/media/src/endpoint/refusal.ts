import { PermanentError, RetryableError, WaitingError } from '@throughline/contracts';
import type { EngineEndpoint } from './endpoint.js';
import { ConnectionError, type EndpointResponse } from './http.js';
import { parseRetryAfterMs } from './retry-after.js';

export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

/** Too many requests, or a server that is temporarily unavailable. */
const AWAY = new Set([429, 502, 503, 504, 529]);
/** These concern one request only: the same request may succeed later. */
const PASSING = new Set([408, 409, 425]);
const MAX_CHARACTERS = 500;
/** Characters that no log or event may contain, or that hide what follows. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}]+/gu;

type EngineIdentity = Pick<EngineEndpoint, 'name' | 'key'>;

/** Returns the engine's message without our key. The answer may be anything: a proxy's page, or empty. */
function describeResponse({ text }: EndpointResponse, { key }: EngineIdentity): string {
  const message = readMessage(text).replaceAll(/\s+/g, ' ').trim();
  const clean = key === undefined || key === '' ? message : message.replaceAll(key, '[key]');
  // A cut can leave half of a pair.
  return clean === '' ? '' : `: ${clean.slice(0, MAX_CHARACTERS).replaceAll(UNPRINTABLE, '\ufffd')}`;
}

function readMessage(text: string): string {
  try {
    const { error, detail, message } = Object(JSON.parse(text)) as Record<string, unknown>;
    const inner: unknown = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
    return [inner, detail, message].find((each) => typeof each === 'string') ?? '';
  } catch {
    return text.trimStart().startsWith('<') ? '' : text;
  }
}

/** Returns the error that decides about a retry, for an answer that is no success. */
export function toResponseError(answered: EndpointResponse, engine: EngineIdentity): Error {
  const { status, headers } = answered;
  const message = `The engine ${engine.name} answered ${String(status)}`;
  if (status === 413) return new TooLargeError(`${message}: the request is too large`);
  const wait = parseRetryAfterMs(headers);
  const delay = wait === undefined ? {} : { retryAfterMs: wait };
  if (status === 429) return new WaitingError('engine-busy', `${message}${describeResponse(answered, engine)}`, delay);
  if (AWAY.has(status)) return new WaitingError('engine-away', message, delay);
  if (PASSING.has(status) || status >= 500)
    return new RetryableError('engine-failed', `${message}${describeResponse(answered, engine)}`, delay);
  return new PermanentError('engine-refused', `${message}${adviseOperator(status) ?? describeResponse(answered, engine)}`);
}

/** Returns advice for the operator, or `undefined` if only the engine's own message explains the status. */
function adviseOperator(status: number): string | undefined {
  // The engine's message may repeat the key or a part of it.
  if (status === 401 || status === 403) return ': it refuses the key; check its key_file';
  if (status < 400) return ', a redirect: set base_url to the address that it leads to';
  return undefined;
}

export const unreadableError = (engine: Pick<EngineEndpoint, 'name'>, what: string, options?: ErrorOptions): RetryableError =>
  new RetryableError('engine-unreadable', `The answer of the engine ${engine.name} cannot be used: ${what}`, options);

/** Returns the error that decides about a retry, for a request without an answer. Returns other errors unchanged. */
export function toConnectionError(error: unknown, { name }: Pick<EngineEndpoint, 'name'>): unknown {
  if (!(error instanceof ConnectionError)) return error;
  // The cause names host and port. That is safe: the operator set the address, and it holds no secret.
  const options = { cause: error };
  switch (error.failure) {
    case 'unreachable':
      return new WaitingError('engine-away', `The engine ${name} cannot be reached`, options);
    case 'timeout':
      return new RetryableError('engine-timeout', `The engine ${name} did not answer in time`, options);
    case 'broken':
      return new RetryableError('engine-failed', `The connection to the engine ${name} broke`, options);
    case 'endless':
      return unreadableError({ name }, 'it is incomplete', options);
  }
}
