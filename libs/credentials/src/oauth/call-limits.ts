import { WaitingError } from '@throughline/contracts';

/**
 * The longest times of calls to platforms, in milliseconds (TMO-01 to TMO-03). Requests that send a video have no limit, but may
 * not stall.
 */
export const CALL_LIMITS = { thumbnail: 60_000, captions: 120_000, other: 30_000 } as const;
export type CallLimits = { readonly [Name in keyof typeof CALL_LIMITS]: number };

/** Returns the longest silence in a call: a little longer than its limit, whose error names the operation. */
export const silenceWithin = (limitMs: number): number => limitMs + 1_000;

/** A call to a platform. The error after its time limit names the operation (TMO-04). */
export interface LimitedCall {
  /** The subject of the error, such as `YouTube`. */
  readonly service: string;
  /** For people: `add the video to the playlist`. */
  readonly operation: string;
  readonly limitMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Ends a call after its limit, whatever it waits for. Aborts its signal then, and when the caller's signal is aborted. */
export async function callWithin<T>(
  { service, operation, limitMs, signal }: LimitedCall,
  call: (over: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const ended = new AbortController();
  const abort = (): void => {
    ended.abort(signal?.reason);
  };
  signal?.addEventListener('abort', abort, { once: true });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(
        new WaitingError(
          'output-not-responding',
          `${service} did not answer within ${String(limitMs / 1_000)} s (${operation}): the work continues automatically when it does`,
        ),
      );
    }, limitMs);
  });
  try {
    return await Promise.race([call(ended.signal), late]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    ended.abort();
  }
}
