import type { Client } from '@notionhq/client';
import type { GuardedClient, GuardedResponse } from '@throughline/outgoing';

type Fetch = NonNullable<NonNullable<ConstructorParameters<typeof Client>[0]>['fetch']>;

/** No page or data source is larger. */
const MAX_BYTES = 8 * 1024 * 1024;

export interface RequestLimits {
  /** Limit of the whole request, including the body of the answer. Milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

async function textOf({ body }: GuardedResponse): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

/**
 * Makes Notion's client use the guarded client, with its rules for addresses, timeouts and sizes.
 * Redirects are returned, so that the token goes to no other server.
 * The timeout closes the connection and covers the body of the answer, for which Notion's client would wait for ever.
 */
export const createNotionFetch =
  (client: GuardedClient, { timeoutMs, signal }: RequestLimits): Fetch =>
  async (url, { method = 'GET', headers = {}, body } = {}) => {
    if (body !== undefined && typeof body !== 'string') throw new TypeError('Only JSON is sent to Notion');
    const limit = new AbortController();
    // Not `AbortSignal.timeout`: a timeout signal that only `any` references may be garbage-collected before it fires.
    const timer = setTimeout(() => {
      limit.abort(new Error('Notion has not answered in time'));
    }, timeoutMs);
    try {
      const answer = await client.fetch(url, {
        method,
        headers,
        redirects: 'answer',
        maxBytes: MAX_BYTES,
        signal: AbortSignal.any([signal, limit.signal]),
        ...(body === undefined ? {} : { body: Buffer.from(body) }),
      });
      const { status, header } = answer;
      const retryAfter = header('retry-after');
      const text = await textOf(answer);
      return {
        status,
        ok: status >= 200 && status < 300,
        headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
        text: () => Promise.resolve(text),
      };
    } finally {
      clearTimeout(timer);
    }
  };
