import { depthOf } from '@throughline/contracts/testing';
import { AllowList } from '../address/allow-list.js';
import { badServersContract } from '#testing/bad-servers/bad-servers.contract.js';
import { GuardedClient } from './guarded-client.js';
import { resolveBySystem } from './pinned-lookup.js';

const answered = (status: number): Error & { kind: string; code: string } =>
  Object.assign(new Error('an answer'), { kind: 'answer', code: String(status) });

const silent = { kind: 'retryable', code: 'no-answer' };

badServersContract('GuardedClient', {
  open: (timeoutMs) => {
    const client = new GuardedClient({
      allowed: AllowList.parse('127.0.0.1') as AllowList,
      resolve: resolveBySystem,
      connectMs: timeoutMs,
      headersMs: timeoutMs,
      idleMs: timeoutMs,
    });
    return {
      async call(origin, signal) {
        const { status, body } = await client.fetch(origin, signal === undefined ? {} : { signal });
        for await (const _ of body);
        // The client leaves the meaning of a status to its callers.
        throw answered(status);
      },
      close: () => client.close(),
    };
  },
  verdicts: {
    'unknown name': { kind: 'retryable', code: 'host-unknown' },
    'no handshake': silent,
    silence: silent,
    drops: silent,
    'too many requests': { kind: 'answer', code: '429' },
    'out of service': { kind: 'answer', code: '503' },
    'trouble inside': { kind: 'answer', code: '500' },
    otherwise: { kind: 'retryable', code: 'connection-broken' },
  },
  takesDrops: 'bodies',
  handsOnNoWaits: true,
  // The client of nearly all adapters meets every server also in `npm test`.
  depth: depthOf(true),
});
