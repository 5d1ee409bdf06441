import { badServersContract, type OutgoingAdapter, type Verdict } from '@throughline/outgoing/testing';
import type { Bucket } from './bucket.js';
import type { Buckets } from './buckets.js';
import { createShortTimeoutBuckets } from '#testing/short-timeout-buckets.js';
import { isBucketError } from './bucket-error.js';

const verdict = (trouble: string): Verdict => ({ kind: `bucket, ${trouble}`, code: 'any' });

const toVerdictError = (error: unknown): unknown => {
  if (!isBucketError(error)) return error;
  const { message, trouble, retryAfterMs } = error;
  return Object.assign(new Error(message), { kind: `bucket, ${trouble}`, code: 'any', retryAfterMs });
};

const calls = (timeoutMs: number, ask: (bucket: Bucket, signal?: AbortSignal) => Promise<unknown>): OutgoingAdapter => {
  const opened: Buckets[] = [];
  return {
    call: (endpoint, signal) => {
      const buckets = createShortTimeoutBuckets(endpoint, timeoutMs);
      opened.push(buckets);
      return ask(buckets.open({ connection: 'it', bucket: 'bucket', prefix: '' }), signal).catch((error: unknown) => {
        throw toVerdictError(error);
      });
    },
    close: () => {
      for (const each of opened) each.close();
    },
  };
};

const busy = verdict('busy');
const verdicts = {
  'too many requests': busy,
  'out of service': busy,
  'trouble inside': busy,
  otherwise: verdict('unreachable'),
};

badServersContract('reading an object', {
  open: (timeoutMs) => calls(timeoutMs, (bucket, signal) => bucket.read('x', signal)),
  verdicts,
  timeoutMs: 300,
});

badServersContract('sending a part', {
  open: (timeoutMs) =>
    calls(timeoutMs, (bucket, signal) => bucket.uploads.send({ key: 'x', id: 'y' }, 1, Buffer.alloc(2_000), signal)),
  verdicts,
  timeoutMs: 300,
  reads: 'heads',
});
