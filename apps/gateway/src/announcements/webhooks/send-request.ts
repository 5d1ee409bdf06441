import { codeOf } from '@throughline/contracts';
import { parseRetryAfterMs, type GuardedClient } from '@throughline/outgoing';
import { findValidSecrets, signHeaders } from './signature.js';
import type { WebhookEndpoint } from './webhook-endpoint.js';

/** A receiver that needs longer should store the message and answer first. */
export const REQUEST_MS = 15_000;
/** The part of an answer to a test that is shown. */
const SHOWN_BYTES = 2_048;

export interface RequestResult {
  readonly durationMs: number;
  readonly status: number | undefined;
  /** A stable code; undefined if the receiver answered 2xx. */
  readonly error: string | undefined;
  readonly retryAfterMs: number | undefined;
  /** The beginning of the answer, if it was asked for. */
  readonly answer: string | undefined;
}

export interface EndpointTest extends RequestResult {
  readonly messageId: string;
}

export interface OutgoingRequest {
  readonly endpoint: Pick<WebhookEndpoint, 'url' | 'secrets'>;
  readonly id: string;
  readonly body: string;
  readonly withAnswer?: boolean;
}

export interface RequestPorts {
  readonly client: Pick<GuardedClient, 'fetch'>;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

/** Reads the beginning of an answer as plain text. The rest is never read. */
async function readBeginning(body: AsyncGenerator<Buffer, void, undefined>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      bytes += chunk.byteLength;
      if (bytes >= SHOWN_BYTES) break;
    }
  } catch {
    // The status is known, and a body that breaks off does not change it.
  }
  return Buffer.concat(chunks)
    .subarray(0, SHOWN_BYTES)
    .toString('utf8')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '');
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;
const isRedirect = (status: number): boolean => status >= 300 && status < 400;

const errorOf = (status: number): string | undefined => {
  if (isSuccess(status)) return undefined;
  return isRedirect(status) ? 'redirect-refused' : 'http-status';
};

/**
 * Sends one signed request. Follows no redirect, because the receiver of a signed message must be the one that was entered.
 * Rejects only when the signal aborts it; every failure of the receiver is a result.
 */
export async function sendRequest(
  { endpoint: { url, secrets }, id, body, withAnswer = false }: OutgoingRequest,
  { client, now, signal }: RequestPorts,
): Promise<RequestResult> {
  const at = now();
  const started = performance.now();
  const elapsed = (): number => Math.round(performance.now() - started);
  const headers = {
    'content-type': 'application/json',
    ...signHeaders({ id, timestamp: Math.floor(at.getTime() / 1_000), body }, findValidSecrets(secrets, at)),
  };
  const timeout = AbortSignal.timeout(REQUEST_MS);
  try {
    const response = await client.fetch(url, {
      method: 'POST',
      headers,
      body: Buffer.from(body),
      redirects: 'answer',
      signal: AbortSignal.any([signal, timeout]),
    });
    const answer = withAnswer ? await readBeginning(response.body) : undefined;
    response.discard();
    const { status } = response;
    const retryAfterMs = parseRetryAfterMs(response.header('retry-after'), at.getTime());
    return { durationMs: elapsed(), status, error: errorOf(status), retryAfterMs, answer };
  } catch (error) {
    signal.throwIfAborted();
    const code = timeout.aborted ? 'no-answer' : (codeOf(error) ?? 'request-failed');
    return { durationMs: elapsed(), status: undefined, error: code, retryAfterMs: undefined, answer: undefined };
  }
}
