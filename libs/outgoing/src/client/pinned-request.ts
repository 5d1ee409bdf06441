import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AddressPolicy } from '../address/address-policy.js';
import { createPinnedLookup, type ResolveHost } from './pinned-lookup.js';
import { sendBody, type RequestBody } from './request-body.js';
import { silenceError } from './transport-error.js';

export interface PinnedConnectionOptions {
  readonly policy: AddressPolicy;
  readonly resolve: ResolveHost;
  /** Milliseconds until the connection is established, including TLS. */
  readonly connectMs: number;
  /** Milliseconds from then until the head of the answer is complete. */
  readonly headersMs: number;
  /** Replaces the certificate authorities of the system. */
  readonly ca: string | undefined;
}

export interface PinnedRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RequestBody | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * Sends one request on a connection of its own, to the address that was checked. Resolves with the head of the answer, before
 * its body. The signal aborts it at any time, even while connecting.
 */
export function sendPinnedRequest(
  request: PinnedRequest,
  lines: PinnedConnectionOptions,
  onOpen: (line: { destroy(): unknown }) => () => void,
): Promise<IncomingMessage> {
  const { url, method, headers, signal } = request;
  const { policy, resolve: resolveName, ca } = lines;
  const sent = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
    method,
    headers,
    // No connection reuse: the server may close an idle connection just when the next request is sent.
    agent: false,
    lookup: createPinnedLookup(policy, resolveName),
    ...(ca === undefined ? {} : { ca }),
  });
  const end = (): void => {
    sent.destroy();
  };
  const closed = onOpen(sent);
  signal?.addEventListener('abort', end, { once: true });
  sent.once('close', () => {
    signal?.removeEventListener('abort', end);
    closed();
  });
  return readResponseHead(sent, request, lines);
}

function readResponseHead(
  sent: ClientRequest,
  { url, body }: PinnedRequest,
  lines: PinnedConnectionOptions,
): Promise<IncomingMessage> {
  const { policy, connectMs, headersMs } = lines;
  return new Promise((resolve, reject) => {
    const limit = (ms: number): NodeJS.Timeout => setTimeout(() => sent.destroy(silenceError()), ms);
    let timer = limit(connectMs);
    sent.once('socket', (socket) => {
      socket.once('connect', () => {
        // Finally checks the actual peer. A connection that is already broken has none.
        const { remoteAddress } = socket;
        const elsewhere = remoteAddress === undefined ? undefined : policy.refusalOfAddress(url.hostname, remoteAddress);
        if (elsewhere !== undefined || remoteAddress === undefined) sent.destroy(elsewhere);
      });
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        clearTimeout(timer);
        timer = limit(headersMs);
        // Progress of the upload restarts the timeout.
        if (body !== undefined) void sendBody(sent, body, () => timer.refresh());
      });
    });
    sent.once('response', (answer) => {
      clearTimeout(timer);
      resolve(answer);
    });
    sent.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    sent.once('close', () => {
      clearTimeout(timer);
      // Has no effect if the promise is settled already.
      reject(new Error('the connection was closed'));
    });
    if (body === undefined) sent.end();
    else sent.flushHeaders();
  });
}
