import { kindOf, retry } from '@throughline/contracts';

/** Errors that waiting cannot cure, because a person has to act. */
const LASTING: readonly unknown[] = ['wrong-master-key', 'search-not-set-up'];

const BACKOFF = { firstMs: 250, longestMs: 5_000 };

interface WarningLog {
  warn(fields: object, message: string): void;
}

export function retryUntilAvailable<T>(what: string, log: WarningLog, task: () => Promise<T>): Promise<T> {
  return retry(task, {
    backoff: BACKOFF,
    shouldRetry: (error) => {
      if (LASTING.includes(kindOf(error))) return false;
      log.warn({ err: error }, `${what} is not available yet, retrying`);
      return true;
    },
  });
}
