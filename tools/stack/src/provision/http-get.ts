import { request as httpRequest, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { problemKind, StackProblem } from '../problem.js';
import { findProxy, proxyHeaders, openTunnel } from './proxy.js';

export interface HttpGetOptions {
  readonly signal?: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
  /** Timeout without any data, in milliseconds. */
  readonly idleMs?: number;
}

/** A port: the real one below, a local one in tests. */
export type HttpGet = (url: string, options: HttpGetOptions) => Promise<AsyncIterable<Uint8Array>>;

const REDIRECTS = 5;
const IDLE_MS = 15_000;

/** Node 20's fetch ignores HTTPS_PROXY, which some machines need to reach the internet. */
export const httpGet: HttpGet = async (url, options) => {
  let at = new URL(url);
  for (let hop = 0; hop <= REDIRECTS; hop += 1) {
    const response = await getOnce(at, options).catch((error: unknown) => {
      throw toUnreachableProblem(at, error);
    });
    const status = response.statusCode ?? 0;
    if (status === 200) return response;
    response.destroy();
    const { location } = response.headers;
    if (status < 300 || status >= 400 || location === undefined) {
      throw new StackProblem('download-failed', `${at.host} answered ${status}`);
    }
    const next = new URL(location, at);
    if (at.protocol === 'https:' && next.protocol !== 'https:') {
      throw new StackProblem('download-failed', `${at.host} redirects to an address that is not https`);
    }
    at = next;
  }
  throw new StackProblem('download-failed', `${at.host} redirects too many times`);
};

async function getOnce(url: URL, { env = {}, idleMs = IDLE_MS, signal }: HttpGetOptions): Promise<IncomingMessage> {
  signal?.throwIfAborted();
  const proxy = findProxy(url, env);
  const secure = url.protocol === 'https:';
  const socket = proxy && secure ? await openTunnel(url, proxy, { idleMs, signal }) : undefined;
  const target = proxy && !secure ? proxyOptions(url, proxy) : directOptions(url);
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

const headersFor = (url: URL): Record<string, string> => ({ host: url.host, 'user-agent': 'throughline' });

const directOptions = (url: URL): RequestOptions => ({
  host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
  port: url.port,
  path: `${url.pathname}${url.search}`,
  headers: headersFor(url),
});

const proxyOptions = (url: URL, proxy: URL): RequestOptions => ({
  host: proxy.hostname.replace(/^\[(.*)\]$/, '$1'),
  port: proxy.port || 80,
  path: url.href,
  headers: { ...headersFor(url), ...proxyHeaders(proxy) },
});

function toUnreachableProblem(url: URL, cause: unknown): unknown {
  if (problemKind(cause) !== undefined) return cause;
  const why = cause instanceof Error ? cause.message : 'the connection failed';
  return new StackProblem('download-failed', `${url.host} cannot be reached (${why})`, { cause });
}
