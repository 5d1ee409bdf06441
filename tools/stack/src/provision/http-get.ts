import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect as tlsConnect, type TLSSocket } from 'node:tls';
import type { Socket } from 'node:net';
import { StackProblem } from '../problem.js';

export interface HttpGetOptions {
  readonly signal?: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
  /** How long nothing may arrive before the server counts as unreachable. */
  readonly idleMs?: number;
}

/** A port: the real one below, a local one in tests. */
export type HttpGet = (url: string, options: HttpGetOptions) => Promise<AsyncIterable<Uint8Array>>;

const REDIRECTS = 5;
const IDLE_MS = 15_000;

/** Node 20's fetch ignores HTTPS_PROXY, and machines behind one have no other way out. */
export const httpGet: HttpGet = async (url, options) => {
  let at = new URL(url);
  for (let hop = 0; hop <= REDIRECTS; hop += 1) {
    const response = await getOnce(at, options);
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
  throw new StackProblem('download-failed', `${at.host} redirects too often`);
};

async function getOnce(url: URL, options: HttpGetOptions): Promise<IncomingMessage> {
  const proxy = proxyFor(url, options.env ?? {});
  const secure = url.protocol === 'https:';
  const socket = proxy && secure ? await tunnel(url, proxy, options) : undefined;
  const target = proxy && !secure ? throughProxy(url, proxy) : directly(url);
  return new Promise((resolve, reject) => {
    const request = (secure ? httpsRequest : httpRequest)({
      ...target,
      ...(socket ? { createConnection: () => socket } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
    });
    request.setTimeout(options.idleMs ?? IDLE_MS, () => {
      request.destroy(new StackProblem('download-failed', `${url.host} did not answer in time`));
    });
    request.once('response', resolve).once('error', (error) => {
      reject(unreachable(url, error));
    });
    request.end();
  });
}

const headersFor = (url: URL): Record<string, string> => ({ host: url.host, 'user-agent': 'throughline' });

const directly = (url: URL): RequestOptions => ({
  host: url.hostname,
  port: url.port,
  path: `${url.pathname}${url.search}`,
  headers: headersFor(url),
});

const throughProxy = (url: URL, proxy: URL): RequestOptions => ({
  host: proxy.hostname,
  port: proxy.port || 80,
  path: url.href,
  headers: { ...headersFor(url), ...proxyHeaders(proxy) },
});

/** A TLS connection to the target through the proxy's CONNECT. */
function tunnel(url: URL, proxy: URL, options: HttpGetOptions): Promise<TLSSocket> {
  const target = `${url.hostname}:${url.port || 443}`;
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(unreachable(proxy, error));
    };
    const request = httpRequest({
      host: proxy.hostname,
      port: proxy.port || 80,
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...proxyHeaders(proxy) },
      ...(options.signal ? { signal: options.signal } : {}),
    });
    request.setTimeout(options.idleMs ?? IDLE_MS, () => {
      request.destroy(new Error('no answer in time'));
    });
    request.once('error', fail);
    request.once('connect', (response: IncomingMessage, socket: Socket) => {
      if (response.statusCode !== 200) {
        socket.destroy();
        fail(new Error(`the proxy answered ${response.statusCode}`));
        return;
      }
      const secure = tlsConnect({ socket, servername: url.hostname });
      secure.once('error', fail).once('secureConnect', () => {
        resolve(secure);
      });
    });
    request.end();
  });
}

const unreachable = (url: URL, cause: Error): StackProblem =>
  new StackProblem('download-failed', `${url.host} cannot be reached (${cause.message})`, { cause });

const proxyHeaders = (proxy: URL): Record<string, string> =>
  proxy.username === ''
    ? {}
    : {
        'proxy-authorization': `Basic ${Buffer.from(`${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`).toString('base64')}`,
      };

/** The conventional variables, lower case first as curl has it. */
export function proxyFor(url: URL, env: NodeJS.ProcessEnv): URL | undefined {
  const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const value = env[name] || env[name.toUpperCase()] || env['all_proxy'] || env['ALL_PROXY'];
  if (!value || isExcepted(url.hostname, env['no_proxy'] || env['NO_PROXY'] || '')) return undefined;
  return new URL(value.includes('://') ? value : `http://${value}`);
}

function isExcepted(hostname: string, list: string): boolean {
  return list
    .split(',')
    .map((entry) => entry.trim().replace(/^\*?\./, ''))
    .some((entry) => entry === '*' || (entry !== '' && (hostname === entry || hostname.endsWith(`.${entry}`))));
}
