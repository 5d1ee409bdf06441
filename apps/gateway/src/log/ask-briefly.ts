import { kindOf } from '@throughline/contracts';
import { setTimeout } from 'node:timers/promises';

/** A read of the tables waits no longer for the broker, which may be frozen. */
const LIMIT_MS = 300;

/** Returns the answer of the log, or `undefined` if the broker is unavailable or does not answer in time. */
export async function askBriefly<T>(ask: () => Promise<T>, limitMs = LIMIT_MS): Promise<T | undefined> {
  const limit = new AbortController();
  const answer = ask().catch((error: unknown) => {
    if (kindOf(error) === 'unavailable') return undefined;
    throw error;
  });
  try {
    return await Promise.race([answer, setTimeout(limitMs, undefined, { signal: limit.signal })]);
  } finally {
    limit.abort();
    answer.catch(() => undefined);
  }
}
