import { AllowList, GuardedClient } from '@throughline/outgoing';
import { badServersContract } from '@throughline/outgoing/testing';
import { Transfer } from './transfer.js';

const allowed = AllowList.parse('127.0.0.1');
const never = new AbortController().signal;

badServersContract('bringing a recording from an address', {
  open: (patienceMs) => {
    if (!(allowed instanceof AllowList)) throw new Error(allowed.problem);
    const client = new GuardedClient({ allowed, connectMs: patienceMs, headersMs: patienceMs, idleMs: patienceMs });
    return {
      async call(address, signal = never) {
        const transfer = new Transfer({ client, address, signal, maxBytes: 10_000_000, reconnectMs: [], begun: undefined });
        for await (const _ of transfer.bytes());
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
    'too many requests': { kind: 'waiting', code: 'source-busy' },
    'out of service': { kind: 'waiting', code: 'source-busy' },
    'trouble inside': { kind: 'retryable', code: 'source-error' },
  },
  // The limits of the step end what goes on for ever.
  takesDrops: 'bodies',
});
