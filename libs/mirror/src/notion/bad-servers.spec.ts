import { systemClock } from '@throughline/messaging';
import { GuardedClient } from '@throughline/outgoing';
import { badServersContract, parseAllowedHosts } from '@throughline/outgoing/testing';
import { NotionConnection } from './notion-connection.js';
import { Pace } from './pace.js';

const PAGE = '11111111-2222-4333-8444-555555555555';
const never = new AbortController().signal;
const failing = { kind: 'mirror', code: 'notion-failing' };

badServersContract('a connection to Notion', {
  open: (timeoutMs) => {
    const http = new GuardedClient({ allowed: parseAllowedHosts('127.0.0.1, nobody.invalid') });
    return {
      call: async (url, signal = never) => {
        const pace = new Pace(systemClock, 1_000);
        const connection = new NotionConnection({ http, url, token: 'ntn_token', timeoutMs, pace, signal });
        await connection.write(PAGE, { Status: { select: { name: 'Complete' } } });
      },
      close: () => http.close(),
    };
  },
  verdicts: {
    'too many requests': { kind: 'mirror', code: 'rate-limited' },
    'out of service': failing,
    'trouble inside': failing,
    otherwise: { kind: 'mirror', code: 'notion-unreachable' },
  },
});
