import type { Client } from '@notionhq/client';
import type { GuardedClient, GuardedResponse } from '@throughline/outgoing';

type Fetch = NonNullable<NonNullable<ConstructorParameters<typeof Client>[0]>['fetch']>;

/** No page that is looked at for a few properties is larger. */
const MAX_BYTES = 8 * 1024 * 1024;

export interface RequestLimits {
  /** The whole of a request, until the last byte of its answer. Milliseconds. */
  readonly timeoutMs: number;
  /** Ends whatever is under way. */
  readonly signal: AbortSignal;
}

async function textOf({ body }: GuardedResponse): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

/**
 * What the client of Notion asks through: the rules for addresses, times and sizes hold here too. A redirect is an answer like others: the
 * token is sent to nobody else. When the time of a request is over, so is its connection; that time ends with the last byte of the answer, which
 * the client itself would wait for without an end.
 */
export const notionFetch =
  (client: GuardedClient, { timeoutMs, signal }: RequestLimits): Fetch =>
  async (url, { method = 'GET', headers = {}, body } = {}) => {
    if (body !== undefined && typeof body !== 'string') throw new TypeError('Nothing but JSON is sent to Notion');
    const limit = new AbortController();
    // With a timer of our own: a signal of a time limit that only `any` knows may be collected before it fires.
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
