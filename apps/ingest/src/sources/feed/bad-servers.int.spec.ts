import { GuardedClient } from '@throughline/outgoing';
import { badServersContract, parseAllowedHosts } from '@throughline/outgoing/testing';
import { FeedReader } from './read-feed.js';

const never = new AbortController().signal;
const broken = { kind: 'retryable', code: 'connection-broken' };
const busy = { kind: 'waiting', code: 'source-busy' };

badServersContract('reading a feed', {
  open: (timeoutMs) => {
    const allowed = parseAllowedHosts('127.0.0.1');
    const client = new GuardedClient({ allowed, connectMs: timeoutMs, headersMs: timeoutMs, idleMs: timeoutMs });
    return { call: (address, signal = never) => new FeedReader(client).read(address, signal), close: () => client.close() };
  },
  verdicts: {
    'nobody there': broken,
    'a broken line': broken,
    'unknown name': { kind: 'retryable', code: 'host-unknown' },
    'too many requests': busy,
    'out of service': busy,
    'trouble inside': { kind: 'retryable', code: 'source-error' },
    otherwise: { kind: 'retryable', code: 'no-answer' },
  },
  // The time limit of a page ends a body that never ends.
  takesDrops: 'bodies',
});
