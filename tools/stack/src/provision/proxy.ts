import { parseUrl } from '@throughline/contracts';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { connect as tlsConnect, type TLSSocket } from 'node:tls';
import { StackProblem } from '../problem.js';

/** Finds the proxy in the conventional variables, lower case first, as curl does. */
export function findProxy(url: URL, env: NodeJS.ProcessEnv): URL | undefined {
  const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const found = [name, name.toUpperCase(), 'all_proxy', 'ALL_PROXY'].find((each) => (env[each] ?? '') !== '');
  if (found === undefined || isExcepted(url, env['no_proxy'] || env['NO_PROXY'] || '')) return undefined;
  return readProxy(found, env[found] ?? '');
}

/** Error messages leave out the value: it may contain a password. */
function readProxy(name: string, value: string): URL {
  const text = value.includes('://') ? value : `http://${value}`;
  const proxy = parseUrl(text);
  if (proxy?.protocol === 'http:') return proxy;
  throw new StackProblem(
    'bad-usage',
    `${name} is not the address of a proxy that can be used here: only http://host:port is (also for https downloads), with user:password@ where it asks for them`,
  );
}

/** Matches a NO_PROXY list: host names with their subdomains, addresses and `*`, each with an optional port. */
function isExcepted({ hostname, port, protocol }: URL, list: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const itsPort = port || (protocol === 'https:' ? '443' : '80');
  return list.split(/[\s,]+/).some((entry) => {
    const [, name = '', at] = /^\*?\.?\[?(.*?)\]?(?::(\d+))?$/.exec(bracketIpv6(entry)) ?? [];
    if (at !== undefined && at !== itsPort) return false;
    return entry === '*' || (name !== '' && (host === name || host.endsWith(`.${name}`)));
  });
}

/** Brackets a bare IPv6 address, because its colons would look like a port. */
const bracketIpv6 = (entry: string): string =>
  (/^[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:]*$/i.test(entry) ? `[${entry}]` : entry).toLowerCase();

export const proxyHeaders = ({ username, password }: URL): Record<string, string> => {
  if (username === '') return {};
  const userInfo = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(userInfo).toString('base64')}` };
};

export interface TunnelOptions {
  readonly signal?: AbortSignal | undefined;
  /** Timeout of each step: connection, proxy answer, TLS handshake. Milliseconds. */
  readonly idleMs: number;
}

/** Opens a TLS connection to the target through the proxy's CONNECT. */
export async function openTunnel(url: URL, proxy: URL, options: TunnelOptions): Promise<TLSSocket> {
  const socket = await connectThroughProxy(url, proxy, options);
  const secure = tlsConnect({ socket, servername: url.hostname });
  return awaitResult<TLSSocket>(secure, options, (done, fail) => {
    secure.once('error', fail).once('close', () => {
      fail(new Error('it hung up'));
    });
    secure.once('secureConnect', () => {
      done(secure);
    });
  });
}

function connectThroughProxy(url: URL, proxy: URL, options: TunnelOptions): Promise<Socket> {
  const target = `${url.hostname}:${url.port || '443'}`;
  const request = httpRequest({
    host: proxy.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: proxy.port || 80,
    method: 'CONNECT',
    path: target,
    headers: { host: target, ...proxyHeaders(proxy) },
    agent: false,
  });
  return awaitResult<Socket>(request, options, (done, fail) => {
    request.once('error', fail).once('connect', (response: IncomingMessage, socket: Socket) => {
      if (response.statusCode === 200) done(socket);
      else {
        socket.destroy();
        fail(new Error(`the proxy answered ${String(response.statusCode)}`));
      }
    });
    // A refusing proxy may send an ordinary response instead.
    request.once('response', (response: IncomingMessage) => {
      response.destroy();
      fail(new Error(`the proxy answered ${String(response.statusCode)}`));
    });
    request.end();
  });
}

/** Resolves when `begin` reports a result. Destroys `what` on timeout, failure or abort. */
function awaitResult<T>(
  what: { destroy(error?: Error): unknown },
  { signal, idleMs }: TunnelOptions,
  begin: (done: (value: T) => void, fail: (error: Error) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    const fail = (error: Error): void => {
      end();
      reject(error);
      what.destroy();
    };
    const onAbort = (): void => {
      fail(new Error('it was told to stop'));
    };
    const timer = setTimeout(() => {
      fail(new Error('no answer in time'));
    }, idleMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    begin((value) => {
      end();
      resolve(value);
    }, fail);
    if (signal?.aborted === true) onAbort();
  });
}
