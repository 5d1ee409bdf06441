import { setTimeout as delay } from 'node:timers/promises';
import { kindOf } from '@throughline/contracts';

/** What no waiting puts right: a person has to. */
const LASTING: readonly unknown[] = ['wrong-master-key'];

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

interface Warnings {
  warn(fields: object, message: string): void;
}

/** A dependency that is not there yet is a reason to wait, not a failure. */
export async function patiently<T>(what: string, log: Warnings, task: () => Promise<T>): Promise<T> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      return await task();
    } catch (error) {
      if (LASTING.includes(kindOf(error))) throw error;
      log.warn({ err: error }, `${what} cannot be used yet; trying again`);
      await delay(wait);
    }
  }
}
