import { request } from 'node:http';
import { connect as tlsConnect } from 'node:tls';
import { AllowList } from '../address/allow-list.js';
import { badServersContract } from '#testing/bad-servers/bad-servers.contract.js';
import { GuardProxy } from './guard-proxy.js';

const UNREACHABLE = 502;

const toError = (kind: string, code: string): Error => Object.assign(new Error(`${kind} ${code}`), { kind, code });
const ended = toError('ended', 'by the proxy');

const headersFor = ({ username, password }: URL): Record<string, string> => ({
  'proxy-authorization': `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
});

/** Sends a request like a program without timeouts: for http with the whole address, otherwise through a tunnel. */
function ask(way: URL, origin: string): Promise<never> {
  const of = { host: way.hostname, port: way.port, headers: headersFor(way), agent: false as const };
  return new Promise((_, reject) => {
    const fail = (): void => {
      reject(ended);
    };
    const url = new URL(origin);
    const isOpen = url.protocol === 'http:';
    const sent = request({ ...of, ...(isOpen ? { path: url.href } : { method: 'CONNECT', path: url.host }) });
    sent.once('error', fail).once('response', (answer) => {
      answer.once('error', fail).once('aborted', fail).resume();
      answer.once('end', () => {
        reject(answer.statusCode === UNREACHABLE ? ended : toError('answer', String(answer.statusCode)));
      });
    });
    sent.once('connect', (_answer, socket) => {
      tlsConnect({ socket, servername: 'a.example' }).once('error', fail).once('close', fail);
    });
    sent.end();
  });
}

badServersContract('GuardProxy', {
  open: (timeoutMs) => {
    const proxies: GuardProxy[] = [];
    return {
      async call(origin, signal) {
        const allowed = AllowList.parse('127.0.0.1') as AllowList;
        const proxy = await GuardProxy.start({ allowed, maxBytes: 1_000_000, connectMs: timeoutMs, idleMs: timeoutMs });
        proxies.push(proxy);
        // When an attempt is aborted, its program dies and the proxy closes.
        signal?.addEventListener('abort', () => void proxy.close(), { once: true });
        return ask(new URL(proxy.url), origin).catch((error: unknown) => {
          throw signal?.aborted === true ? signal.reason : error;
        });
      },
      close: async () => {
        await Promise.all(proxies.map((proxy) => proxy.close()));
      },
    };
  },
  verdicts: {
    'too many requests': { kind: 'answer', code: '429' },
    'out of service': { kind: 'answer', code: '503' },
    'trouble inside': { kind: 'answer', code: '500' },
    otherwise: { kind: 'ended', code: 'by the proxy' },
  },
  takesDrops: 'all',
  handsOnNoWaits: true,
});
