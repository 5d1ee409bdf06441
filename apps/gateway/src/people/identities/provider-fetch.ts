import { AllowList, GuardedClient } from '@throughline/outgoing';
import type { OidcSettings } from './oidc-settings.js';

/** Documents and key sets of providers have a few kilobytes. */
const MAX_BYTES = 1_048_576;

interface FetchOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

export type ProviderFetch = (url: string, options: FetchOptions) => Promise<Response>;

/** RFC 9110: answers that must not have content. */
const EMPTY = new Set([204, 205, 304]);

const bodyOf = (body: unknown): { body?: Uint8Array } =>
  typeof body === 'string' || body instanceof URLSearchParams ? { body: Buffer.from(body.toString()) } : {};

/**
 * Returns the requests to the provider: to public addresses and to the host of the issuer, which the operator has named. They
 * follow no redirect, because it would lead a secret elsewhere.
 */
export function createProviderFetch({ issuer, timeoutMs }: Pick<OidcSettings, 'issuer' | 'timeoutMs'>): ProviderFetch {
  const allowed = AllowList.parse(new URL(issuer).hostname.replace(/^\[(.*)\]$/, '$1'));
  const client = new GuardedClient({
    allowed: allowed instanceof AllowList ? allowed : AllowList.nothing,
    connectMs: timeoutMs,
    headersMs: timeoutMs,
    idleMs: timeoutMs,
  });
  return async (url, { method, headers, body, signal }) => {
    const answer = await client.fetch(url, {
      method,
      headers,
      redirects: 'answer',
      maxBytes: MAX_BYTES,
      ...bodyOf(body),
      ...(signal === undefined ? {} : { signal }),
    });
    const chunks: Buffer[] = [];
    for await (const chunk of answer.body) chunks.push(chunk);
    const names = ['content-type', 'www-authenticate', 'retry-after'];
    return new Response(EMPTY.has(answer.status) ? null : Buffer.concat(chunks), {
      status: answer.status,
      headers: names.flatMap((name): [string, string][] => {
        const value = answer.header(name);
        return value === undefined ? [] : [[name, value]];
      }),
    });
  };
}
