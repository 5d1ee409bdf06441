import { StoreUnavailableError } from '../errors/errors.js';

/** A question to the broker. It calls `onMessage` for each part of a long answer. */
export type Question<T> = (onMessage: () => void) => Promise<T>;

/** Returns the answer, or throws `unavailable` after this time of silence. The request itself may go on. */
export async function answerWithin<T>(ms: number, ask: Question<T>): Promise<T> {
  if (ms === Infinity) return ask(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new StoreUnavailableError('An answer is missing'));
    }, ms);
  });
  try {
    return await Promise.race([ask(() => timer?.refresh()), late]);
  } finally {
    clearTimeout(timer);
  }
}
