import { PermanentError, RetryableError, WaitingError } from '@throughline/contracts';
import type { EngineEndpoint } from './endpoint.js';
import { LineError, type Answered } from './http.js';
import { retryAfterMs } from './retry-after.js';

/** What was sent is more than the other side takes at once. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

/** Too many requests, or a server that says that it is not there at the moment. */
const AWAY = new Set([429, 502, 503, 504, 529]);
/** About this one request: the same again may be taken. */
const PASSING = new Set([408, 409, 425]);
const MOST_WORDS = 300;

type Named = Pick<EngineEndpoint, 'name' | 'key'>;

/** What the other side says of it, without our key. It may be anything: a page of a proxy, or nothing. */
function wordsOf({ text }: Answered, { key }: Named): string {
  const said = messageOf(text).replaceAll(/\s+/g, ' ').trim();
  const clean = key === undefined || key === '' ? said : said.replaceAll(key, '[key]');
  return clean === '' ? '' : `: ${clean.slice(0, MOST_WORDS)}`;
}

function messageOf(text: string): string {
  try {
    const { error, detail, message } = Object(JSON.parse(text)) as Record<string, unknown>;
    const inner: unknown = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
    return [inner, detail, message].find((each) => typeof each === 'string') ?? '';
  } catch {
    // Markup tells people nothing.
    return text.trimStart().startsWith('<') ? '' : text;
  }
}

/** What an answer that is no success means for the work. */
export function refusalOf(answered: Answered, engine: Named): Error {
  const { status, headers } = answered;
  const said = `The engine ${engine.name} answered ${String(status)}`;
  if (status === 413) return new TooLargeError(`${said}: it takes no more bytes at once`);
  const wait = retryAfterMs(headers);
  const asked = wait === undefined ? {} : { retryAfterMs: wait };
  if (status === 429) return new WaitingError('engine-busy', `${said}${wordsOf(answered, engine)}`, asked);
  if (AWAY.has(status)) return new WaitingError('engine-away', said, asked);
  if (PASSING.has(status) || status >= 500)
    return new RetryableError('engine-failed', `${said}${wordsOf(answered, engine)}`, asked);
  return new PermanentError('engine-refused', `${said}${adviceFor(status) ?? wordsOf(answered, engine)}`);
}

/** What the operator can do; undefined where only the engine's own words tell. */
function adviceFor(status: number): string | undefined {
  // Their words may repeat the key, or a part of it.
  if (status === 401 || status === 403) return ': it does not take the key; look at its key_file';
  if (status < 400) return ', a redirect: name the address that it leads to as base_url';
  return undefined;
}

export const unreadable = (engine: Pick<EngineEndpoint, 'name'>, what: string, options?: ErrorOptions): RetryableError =>
  new RetryableError('engine-unreadable', `The answer of the engine ${engine.name} cannot be used: ${what}`, options);

/** What a line without an answer means for the work; everything else is as it was thrown. */
export function lineTrouble(error: unknown, { name }: Pick<EngineEndpoint, 'name'>): unknown {
  if (!(error instanceof LineError)) return error;
  // The cause names host and port, which logs may show; the address of an engine is the operator's, and no secret stands in it.
  const options = { cause: error };
  switch (error.failure) {
    case 'unreachable':
      return new WaitingError('engine-away', `The engine ${name} cannot be reached`, options);
    case 'timeout':
      return new RetryableError('engine-timeout', `The engine ${name} did not answer in time`, options);
    case 'broken':
      return new RetryableError('engine-failed', `The connection to the engine ${name} broke off`, options);
    case 'endless':
      return unreadable({ name }, 'it does not end', options);
  }
}
