import { AllowList, GuardedClient } from '@throughline/outgoing';
import { badServersContract } from '@throughline/outgoing/testing';
import { sendRequest } from './send-request.js';
import { newSecret } from './signature.js';

const silent = { kind: 'result', code: 'no-answer' };

badServersContract('sending a webhook', {
  open: (timeoutMs) => {
    const client = new GuardedClient({
      allowed: AllowList.parse('127.0.0.1') as AllowList,
      connectMs: timeoutMs,
      headersMs: timeoutMs,
      idleMs: timeoutMs,
    });
    return {
      async call(url, signal = new AbortController().signal) {
        const request = { endpoint: { url, secrets: [{ secret: newSecret() }] }, id: 'msg_1', body: '{}' };
        const { error, status, retryAfterMs } = await sendRequest(request, { client, now: () => new Date(), signal });
        const code = status === undefined ? error : String(status);
        throw Object.assign(new Error('a result'), {
          kind: 'result',
          code,
          ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
        });
      },
      close: () => client.close(),
    };
  },
  verdicts: {
    'unknown name': { kind: 'result', code: 'host-unknown' },
    'no handshake': silent,
    silence: silent,
    drops: silent,
    'too many requests': { kind: 'result', code: '429' },
    'out of service': { kind: 'result', code: '503' },
    'trouble inside': { kind: 'result', code: '500' },
    otherwise: { kind: 'result', code: 'connection-broken' },
  },
  reads: 'heads',
});
