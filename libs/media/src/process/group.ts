import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const pollMs = 10;
const reapMs = 2_000;

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/** Sends a signal to every process of the group. False when the group has no process left. */
export function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-leader, signal);
    return true;
  } catch (error) {
    // EPERM: it exists, but is somebody else's by now (macOS says so for a zombie leader).
    return codeOf(error) === 'EPERM' && signal === 0;
  }
}

/**
 * Waits until no process of the group works any more. Bounded, for systems without /proc: below a process 1 that reaps
 * no orphans, a zombie keeps its group number for ever.
 */
export async function groupIsGone(leader: number): Promise<void> {
  const deadline = performance.now() + reapMs;
  while (signalGroup(leader, 0) && performance.now() < deadline) {
    if ((await onlyZombies(leader)) === true) return;
    await delay(pollMs);
  }
}

/** Undefined where there is no /proc. */
async function onlyZombies(leader: number): Promise<boolean | undefined> {
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
