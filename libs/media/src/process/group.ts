import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const pollMs = 10;
const reapMs = 10_000;

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/** Returns false if the group has no process left. */
export function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-leader, signal);
    return true;
  } catch (error) {
    // EPERM: the process exists but belongs to another user by now (macOS reports a zombie leader so).
    return codeOf(error) === 'EPERM' && signal === 0;
  }
}

/**
 * Waits until no process of the group runs any more. The wait is bounded for systems without /proc, where a process 1 that
 * reaps no orphans keeps zombies for ever.
 */
export async function waitForGroupEnd(leader: number): Promise<void> {
  const deadline = performance.now() + reapMs;
  while (signalGroup(leader, 0) && performance.now() < deadline) {
    if ((await hasOnlyZombies(leader)) === true) return;
    await delay(pollMs);
  }
}

async function hasOnlyZombies(leader: number): Promise<boolean | undefined> {
  const entries = await readdir('/proc').catch(() => []);
  const pids = entries.filter((entry) => /^\d+$/.test(entry));
  if (pids.length === 0) return undefined;
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  return !stats.some((stat) => {
    // "pid (name) state ppid pgrp …": a name may hold spaces and parentheses.
    const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return group === String(leader) && state !== 'Z' && state !== 'X';
  });
}
