import { StoreUnavailableError } from '../errors/errors.js';

/** Returns the answer, or throws `unavailable` after the time. The request itself may go on. */
export async function answerWithin<T>(ms: number, answer: Promise<T>): Promise<T> {
  if (ms === Infinity) return answer;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new StoreUnavailableError('An answer is missing'));
    }, ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
