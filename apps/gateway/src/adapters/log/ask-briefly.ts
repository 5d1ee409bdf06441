import { kindOf } from '@throughline/contracts';

/** A read of the tables waits no longer for the broker, which may be frozen. */
const LIMIT_MS = 300;

/** Returns the answer of the log, or `undefined` if the broker is unavailable or does not answer in time. */
export async function askBriefly<T>(ask: () => Promise<T>, limitMs = LIMIT_MS): Promise<T | undefined> {
  const answer = ask().catch((error: unknown) => {
    if (kindOf(error) === 'unavailable') return undefined;
    throw error;
  });
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, limitMs, undefined);
  });
  try {
    return await Promise.race([answer, limit]);
  } finally {
    clearTimeout(timer);
    answer.catch(() => undefined);
  }
}
