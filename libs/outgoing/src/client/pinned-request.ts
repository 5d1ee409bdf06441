import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AddressPolicy } from '../address/address-policy.js';
import { pinnedLookup, type Resolve } from './pinned-lookup.js';
import { sendBody, type RequestBody } from './request-body.js';
import { silence } from './transport-error.js';

export interface PinnedLines {
  readonly policy: AddressPolicy;
  readonly resolve: Resolve;
  /** Until there is a connection, encrypted where it is to be. Milliseconds. */
  readonly connectMs: number;
  /** From there until the head of an answer is complete. Milliseconds. */
  readonly headersMs: number;
  /** Trusted in place of what the system trusts. */
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
 * One request on a connection of its own, to the very address that was checked; gives the head of the answer, whose body is still to come.
 * The signal ends it at any time, also while the connection is being made.
 */
export function pinnedRequest(
  asked: PinnedRequest,
  lines: PinnedLines,
  onOpen: (line: { destroy(): unknown }) => () => void,
): Promise<IncomingMessage> {
  const { url, method, headers, signal } = asked;
  const { policy, resolve: resolveName, ca } = lines;
  const sent = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
    method,
    headers,
    // One that stands idle between two requests is one more that the other side can break under the next.
    agent: false,
    lookup: pinnedLookup(policy, resolveName),
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
  return headOf(sent, asked, lines);
}

function headOf(sent: ClientRequest, { url, body }: PinnedRequest, lines: PinnedLines): Promise<IncomingMessage> {
  const { policy, connectMs, headersMs } = lines;
  return new Promise((resolve, reject) => {
    const limit = (ms: number): NodeJS.Timeout => setTimeout(() => sent.destroy(silence()), ms);
    let timer = limit(connectMs);
    sent.once('socket', (socket) => {
      socket.once('connect', () => {
        // What counts in the end is who is at the other end; nobody is, where the connection is broken already.
        const { remoteAddress } = socket;
        const elsewhere = remoteAddress === undefined ? undefined : policy.refusalOfAddress(url.hostname, remoteAddress);
        if (elsewhere !== undefined || remoteAddress === undefined) sent.destroy(elsewhere);
      });
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        clearTimeout(timer);
        timer = limit(headersMs);
        // What the other side takes of a body is a sign of life.
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
      // Nothing happens where it has ended in order.
      reject(new Error('the connection was closed'));
    });
    if (body === undefined) sent.end();
    else sent.flushHeaders();
  });
}
