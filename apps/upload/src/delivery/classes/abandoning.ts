import { ABORT_WITHIN_MS, kindOf } from '@throughline/contracts';

const ABANDON_WITHIN_MS = ABORT_WITHIN_MS / 2;

/** Whether a person has ended the attempt, by a cancel, a reset or an unstick: nobody may go on with it. */
export const isSuperseded = (signal: AbortSignal): boolean => {
  const reason: unknown = signal.reason;
  return signal.aborted && kindOf(reason) === 'attempt-aborted' && (reason as { why?: unknown }).why === 'superseded';
};

/** Best effort: what cannot be ended in time stays on record, and the next delivery deals with it. */
export async function inTime(task: (late: AbortSignal) => Promise<unknown>): Promise<void> {
  const over = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ABANDON_WITHIN_MS);
  });
  await Promise.race([task(over.signal).catch(() => undefined), late]);
  clearTimeout(timer);
  // Nobody waits for the answer any more: its connection goes too.
  over.abort();
}
