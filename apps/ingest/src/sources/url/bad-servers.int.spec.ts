import { AllowList, GuardedClient } from '@throughline/outgoing';
import { badServersContract } from '@throughline/outgoing/testing';
import { Transfer } from './transfer.js';

const allowed = AllowList.parse('127.0.0.1');
const never = new AbortController().signal;

const broken = { kind: 'retryable', code: 'connection-broken' };
const busy = { kind: 'waiting', code: 'source-busy' };

badServersContract('bringing a recording from an address', {
  open: (timeoutMs) => {
    if (!(allowed instanceof AllowList)) throw new Error(allowed.problem);
    const client = new GuardedClient({ allowed, connectMs: timeoutMs, headersMs: timeoutMs, idleMs: timeoutMs });
    return {
      async call(address, signal = never) {
        const transfer = new Transfer({ client, address, signal, maxBytes: 10_000_000, reconnectMs: [], resumePoint: undefined });
        for await (const _ of transfer.bytes());
      },
      close: () => client.close(),
    };
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
  // The time limits of the step end a body that never ends.
  takesDrops: 'bodies',
});
