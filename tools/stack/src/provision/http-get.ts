import {
  request as httpRequest,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import { problemKind, StackProblem } from '../problem.js';
import { findProxy, proxyHeaders, openTunnel } from './proxy.js';

export interface HttpGetOptions {
  readonly signal?: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
  /** Timeout without any data, in milliseconds. */
  readonly idleMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A port: the real one below, a local one in tests. */
export type HttpGet = (url: string, options: HttpGetOptions) => Promise<AsyncIterable<Uint8Array>>;

export interface HttpResponse {
  /** The host that answered, after redirects. */
  readonly host: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends the connection without reading the body. */
  readonly discard: () => void;
}

const REDIRECTS = 5;
const IDLE_MS = 15_000;

export const httpGet: HttpGet = async (url, options) => {
  const { host, status, body, discard } = await httpFetch(url, options);
  if (status === 200) return body;
  discard();
  throw new StackProblem('download-failed', `${host} answered ${status}`);
};

/**
 * Follows redirects and returns the first other answer, whatever its status. Node 20's fetch ignores HTTPS_PROXY, which some
 * machines need to reach the internet.
 */
export async function httpFetch(url: string, options: HttpGetOptions): Promise<HttpResponse> {
  let at = new URL(url);
  let { headers: sent } = options;
  for (let hop = 0; hop <= REDIRECTS; hop += 1) {
    const response = await getOnce(at, { ...options, ...(sent === undefined ? {} : { headers: sent }) }).catch(
      (error: unknown) => {
        throw toUnreachableProblem(at, error);
      },
    );
    const { statusCode: status = 0, headers } = response;
    const { location } = headers;
    const discard = (): void => {
      response.destroy();
    };
    if (status < 300 || status >= 400 || location === undefined)
      return { host: at.host, status, headers, body: response, discard };
    discard();
    const next = new URL(location, at);
    if (at.protocol === 'https:' && next.protocol !== 'https:') {
      throw new StackProblem('download-failed', `${at.host} redirects to an address that is not https`);
    }
    // Credentials belong to the host that they were meant for.
    if (next.host !== at.host) sent = withoutCredentials(sent);
    at = next;
  }
  throw new StackProblem('download-failed', `${at.host} redirects too many times`);
}

const withoutCredentials = (headers: HttpGetOptions['headers']): HttpGetOptions['headers'] =>
  headers && Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));

async function getOnce(url: URL, { env = {}, idleMs = IDLE_MS, signal, headers }: HttpGetOptions): Promise<IncomingMessage> {
  signal?.throwIfAborted();
  const proxy = findProxy(url, env);
  const secure = url.protocol === 'https:';
  const socket = proxy && secure ? await openTunnel(url, proxy, { idleMs, signal }) : undefined;
  const target = proxy && !secure ? proxyOptions(url, proxy, headers) : directOptions(url, headers);
  const options = { ...target, ...(socket ? { createConnection: () => socket } : { agent: false as const }) };
  return awaitResponse((secure ? httpsRequest : httpRequest)(options), url, { idleMs, signal });
}

/** Resolves with the response before its body has arrived. Inactivity and the signal abort it at any time. */
function awaitResponse(
  request: ClientRequest,
  url: URL,
  { idleMs, signal }: { idleMs: number; signal: AbortSignal | undefined },
): Promise<IncomingMessage> {
  const end = (): void => {
    request.destroy(new Error('it was told to stop'));
  };
  signal?.addEventListener('abort', end, { once: true });
  request.once('close', () => signal?.removeEventListener('abort', end));
  // Covers the DNS lookup too: the timeout of Node's request starts with the connection.
  request.once('socket', (connection) => {
    connection.setTimeout(idleMs, () =>
      request.destroy(new StackProblem('download-failed', `${url.host} did not answer in time`)),
    );
  });
  return new Promise((resolve, reject) => {
    request.once('response', resolve).on('error', reject);
    request.end();
  });
}

const headersFor = (url: URL): Readonly<Record<string, string>> => ({ host: url.host, 'user-agent': 'throughline' });

const directOptions = (url: URL, headers: HttpGetOptions['headers']): RequestOptions => ({
  host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
  port: url.port,
  path: `${url.pathname}${url.search}`,
  headers: { ...headers, ...headersFor(url) },
});

const proxyOptions = (url: URL, proxy: URL, headers: HttpGetOptions['headers']): RequestOptions => ({
  host: proxy.hostname.replace(/^\[(.*)\]$/, '$1'),
  port: proxy.port || 80,
  path: url.href,
  headers: { ...headers, ...headersFor(url), ...proxyHeaders(proxy) },
});

function toUnreachableProblem(url: URL, cause: unknown): unknown {
  if (problemKind(cause) !== undefined) return cause;
  const why = cause instanceof Error ? cause.message : 'the connection failed';
  return new StackProblem('download-failed', `${url.host} cannot be reached (${why})`, { cause });
}
