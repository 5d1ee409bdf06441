import { randomBytes } from 'node:crypto';
import { PermanentError } from '@throughline/contracts';

/** One check of an output's test. */
export interface Probe {
  readonly name: string;
  /** The message of a passed check. */
  readonly confirms: string;
  /** Throws as a delivery would. Leaves nothing at the destination. */
  readonly run: (signal: AbortSignal) => Promise<void>;
}

export const PROBE_PREFIX = '.throughline-probe-';
export const PROBE_TEXT = 'A test of Throughline. This file can be deleted.\n';
export const WRITE_CONFIRMED = 'A small file was written, read and removed.';

/** Longer than any test. Milliseconds. */
const ABANDONED_MS = 10 * 60_000;
const CLEAN_UP_MS = 5_000;

/** Returns a new name, which tells when the test began. */
export const createProbeName = (now = Date.now()): string =>
  `${PROBE_PREFIX}${now.toString(36)}-${randomBytes(6).toString('hex')}`;

/** Returns true for the probe of a test that was killed. */
export function isAbandonedProbe(name: string, now = Date.now()): boolean {
  if (!name.startsWith(PROBE_PREFIX)) return false;
  const [time = ''] = name.slice(PROBE_PREFIX.length).split('-');
  return now - Number.parseInt(time, 36) > ABANDONED_MS;
}

export function requireProbeText(text: string | undefined, where: string): void {
  if (text !== PROBE_TEXT)
    throw new PermanentError('content-corrupted', `${where} did not return the content that the test had written`);
}

/** Runs a task and cleans up, also after the task was aborted. The task's own error matters more than that of the clean-up. */
export async function runThenCleanUp(task: () => Promise<void>, cleanUp: (signal: AbortSignal) => Promise<void>): Promise<void> {
  try {
    await task();
  } catch (error) {
    await cleanUp(AbortSignal.timeout(CLEAN_UP_MS)).catch(() => undefined);
    throw error;
  }
  await cleanUp(AbortSignal.timeout(CLEAN_UP_MS));
}
