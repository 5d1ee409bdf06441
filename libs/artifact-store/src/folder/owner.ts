import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/*
 * Names of temporary files begin with their owner: `<pid>-<start of the process>-<machine>`. The start time detects a reused
 * process id; the machine is there because a folder may be shared over a network.
 */

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** Returns the start of a process in clock ticks since boot (proc(5), field 22), or 0 if the system does not tell. */
const startOf = (pid: number): string => {
  const stat = read(`/proc/${String(pid)}/stat`);
  // The name in field 2 may contain blanks and parentheses.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
};

const machine = createHash('sha256')
  .update(`${hostname()}\n${read('/proc/sys/kernel/random/boot_id')}`)
  .digest('hex')
  .slice(0, 12);

const tag = (pid: number): string => `${String(pid)}-${startOf(pid) || '0'}-${machine}`;
export const ownTag = tag(process.pid);

export type OwnerState = 'alive' | 'dead' | 'elsewhere' | 'unknown';

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the process exists and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

export function findOwnerState(name: string): OwnerState {
  const [, pid, start, place] = /^(\d+)-(\d+)-([0-9a-f]{12})\./.exec(name) ?? [];
  if (pid === undefined || place === undefined) return 'unknown';
  if (place !== machine) return 'elsewhere';
  const started = startOf(Number(pid)) || '0';
  return isRunning(Number(pid)) && started === start ? 'alive' : 'dead';
}
