import { ABORT_WITHIN_MS, kindOf } from '@throughline/contracts';

const ABANDON_WITHIN_MS = ABORT_WITHIN_MS / 2;

/** True if a user has ended the attempt by cancel, reset or unstick: no other attempt continues it. */
export const isSuperseded = (signal: AbortSignal): boolean => {
  const reason: unknown = signal.reason;
  return signal.aborted && kindOf(reason) === 'attempt-aborted' && (reason as { why?: unknown }).why === 'superseded';
};

/** Runs a clean-up within a time limit and ignores failures. Leftovers stay on record for the next delivery. */
export async function runInTime(task: (late: AbortSignal) => Promise<unknown>): Promise<void> {
  const ended = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ABANDON_WITHIN_MS);
  });
  await Promise.race([task(ended.signal).catch(() => undefined), late]);
  clearTimeout(timer);
  // Closes the connection of a task that is too late.
  ended.abort();
}
