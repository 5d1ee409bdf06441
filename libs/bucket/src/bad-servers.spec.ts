import { badServersContract, type OutgoingCalls, type Verdict } from '@throughline/outgoing/testing';
import type { Bucket } from './bucket.js';
import { Buckets } from './buckets.js';
import { isBucketError } from './trouble.js';

/** In the words of whoever has to decide what becomes of the work. */
const verdict = (trouble: string, code: string): Verdict => ({ kind: `bucket, ${trouble}`, code });

const told = (error: unknown): unknown => {
  if (!isBucketError(error)) return error;
  const { message, trouble, retryAfterMs } = error;
  return Object.assign(new Error(message), { kind: `bucket, ${trouble}`, code: 'any', retryAfterMs });
};

const calls = (patienceMs: number, ask: (bucket: Bucket, signal?: AbortSignal) => Promise<unknown>): OutgoingCalls => {
  const opened: Buckets[] = [];
  return {
    call: (endpoint, signal) => {
      const connection = { endpoint, region: 'us-east-1', accessKeyId: 'key', secretAccessKey: 'secret' };
      const buckets = new Buckets(
        { it: connection },
        {
          connectMs: patienceMs,
          idleMs: patienceMs,
          wholeMs: 2 * patienceMs,
        },
      );
      opened.push(buckets);
      return ask(buckets.open({ connection: 'it', bucket: 'bucket', prefix: '' }), signal).catch((error: unknown) => {
        throw told(error);
      });
    },
    close: () => {
      for (const each of opened) each.close();
    },
  };
};

const unreachable = verdict('unreachable', 'any');
const busy = verdict('busy', 'any');
const verdicts = {
  'nobody there': unreachable,
  'unknown name': unreachable,
  'no handshake': unreachable,
  silence: unreachable,
  drops: unreachable,
  'a broken line': unreachable,
  'too many requests': busy,
  'out of service': busy,
  'trouble inside': busy,
};

badServersContract('reading an object', {
  open: (patienceMs) => calls(patienceMs, (bucket, signal) => bucket.read('x', signal)),
  verdicts,
  patienceMs: 300,
});

badServersContract('sending a part', {
  open: (patienceMs) =>
    calls(patienceMs, (bucket, signal) => bucket.uploads.send({ key: 'x', id: 'y' }, 1, Buffer.alloc(2_000), signal)),
  verdicts,
  patienceMs: 300,
  reads: 'heads',
});
