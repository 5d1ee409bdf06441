import { randomUUID } from 'node:crypto';
import type { ApiRequest, Page } from '@throughline/api-client';
import type { Call } from './http-client.js';

/** Adds a key, so that a retry of the request changes nothing twice. */
export const once = (request: ApiRequest, idempotencyKey: string = randomUUID()): Call => ({ ...request, idempotencyKey });

/** Refuses the change if somebody else has changed the resource since this revision. */
export const atRevision = (request: ApiRequest, { revision }: { readonly revision: number | string }): Call => ({
  ...request,
  headers: { 'if-match': `"${String(revision)}"` },
});

/** The largest page of most lists. */
const LARGEST_PAGE = 200;

export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Yields the items of a list page by page, at most `most` of them. */
export async function* itemsOf<T>(
  fetchPage: (query: PageQuery) => Promise<Page<T>>,
  most = Infinity,
  largestPage = LARGEST_PAGE,
): AsyncGenerator<T, void> {
  let left = most;
  for (let cursor: string | null | undefined; cursor !== null && left > 0;) {
    const page: Page<T> = await fetchPage({ limit: Math.min(left, largestPage), ...(cursor === undefined ? {} : { cursor }) });
    yield* page.items;
    left -= page.items.length;
    cursor = page.next_cursor;
  }
}

/** Returns the items of a list from all its pages, at most `most` of them. */
export async function fetchItems<T>(...list: Parameters<typeof itemsOf<T>>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of itemsOf(...list)) found.push(item);
  return found;
}
