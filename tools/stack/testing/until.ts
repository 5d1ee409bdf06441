import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface UntilOptions {
  readonly timeout?: number;
  /** Milliseconds between two looks. Default: a twentieth of the time waited so far, between 10 and 200. */
  readonly interval?: number;
  readonly what?: string;
}

/** A long wait must not use up the processor that it waits for. */
const pauseAfter = (waitedMs: number): number => Math.min(200, Math.max(10, waitedMs / 20));

/** Waits until the condition returns a truthy value, and returns it. Errors of the condition count as "not yet". */
export async function until<T>(condition: () => T | Promise<T>, options: UntilOptions = {}): Promise<NonNullable<T>> {
  const { timeout = 120_000, interval, what = 'the condition' } = options;
  const begun = Date.now();
  let last: unknown;
  for (;;) {
    try {
      const value = await condition();
      if (value) return value;
      last = undefined;
    } catch (error) {
      last = error;
    }
    const waited = Date.now() - begun;
    if (waited > timeout) throw new Error(`${what} did not come true within ${timeout} ms`, { cause: last });
    await pause(interval ?? pauseAfter(waited));
  }
}

export interface TempDir {
  readonly path: string;
  remove(): Promise<void>;
}

export async function tempDir(prefix = 'tl-test-'): Promise<TempDir> {
  const path = await mkdtemp(join(tmpdir(), prefix));
  // A database that root starts runs as another user, which must be able to pass through this folder.
  if (process.getuid?.() === 0) await chmod(path, 0o755);
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) };
}
