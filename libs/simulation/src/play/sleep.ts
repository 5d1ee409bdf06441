import { setTimeout as delay } from 'node:timers/promises';

/** Waits, and rejects with the signal's reason if it fires first. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

export const realSleep: Sleep = async (ms, signal) => {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    // The timer's own error would hide the reason of the abort.
    signal.throwIfAborted();
    throw error;
  }
};

/** Never resolves. Rejects with the signal's reason. */
export function waitUntilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted', { cause: signal.reason }));
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
