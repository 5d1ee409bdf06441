import { AllowList } from '../address/allow-list.js';
import { badServersContract } from '../testing/bad-servers/bad-servers.contract.js';
import { GuardedClient } from './guarded-client.js';
import { systemResolve } from './pinned-lookup.js';

const answered = (status: number): Error & { kind: string; code: string } =>
  Object.assign(new Error('an answer'), { kind: 'answer', code: String(status) });

badServersContract('a guarded client', {
  open: (patienceMs) => {
    const client = new GuardedClient({
      allowed: AllowList.parse('127.0.0.1') as AllowList,
      resolve: systemResolve,
      connectMs: patienceMs,
      headersMs: patienceMs,
      idleMs: patienceMs,
    });
    return {
      async call(origin, signal) {
        const { status, body } = await client.fetch(origin, signal === undefined ? {} : { signal });
        for await (const _ of body);
        // What a status means is for those who have asked.
        throw answered(status);
      },
      close: () => client.close(),
    };
  },
  verdicts: {
    'nobody there': { kind: 'retryable', code: 'connection-broken' },
    'unknown name': { kind: 'retryable', code: 'host-unknown' },
    'no handshake': { kind: 'retryable', code: 'no-answer' },
    silence: { kind: 'retryable', code: 'no-answer' },
    drops: { kind: 'retryable', code: 'no-answer' },
    'a broken line': { kind: 'retryable', code: 'connection-broken' },
    'too many requests': { kind: 'answer', code: '429' },
    'out of service': { kind: 'answer', code: '503' },
    'trouble inside': { kind: 'answer', code: '500' },
  },
  takesDrops: 'bodies',
  handsOnNoWaits: true,
});
