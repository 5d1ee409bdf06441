import type { SystemLimits } from './limits.js';

/**
 * The command runs with a companion that waits on descriptor 3. When this process is gone, kill -9 included, that
 * descriptor reads end-of-file and the companion ends the whole process group: no orphan keeps a core busy or a file
 * open while somebody else repeats the work.
 *
 * Before that the shell lowers its own limits, which the tool inherits and cannot raise. Where the system has no such
 * limit, or a stricter one already, it stays as it is. Never a core dump: it would hold content.
 */
const script = `
ulimit -c 0 2>/dev/null
[ "$1" = - ] || ulimit -d "$1" 2>/dev/null
[ "$2" = - ] || ulimit -f "$2" 2>/dev/null
[ "$3" = - ] || ulimit -S -t "$3" 2>/dev/null
shift 3
(read -r _; kill -s KILL 0) <&3 >/dev/null 2>&1 & exec "$@" 3<&- </dev/null`;

/** `ulimit -d` counts kibibytes, `ulimit -f` half ones, `ulimit -t` seconds. */
const inUnits = (amount: number | undefined, unit: number): string =>
  amount === undefined ? '-' : String(Math.ceil(amount / unit));

export const guarded = (
  path: string,
  args: readonly string[],
  { memoryBytes, fileBytes, cpuSeconds }: SystemLimits = {},
): { readonly file: string; readonly args: string[] } => ({
  file: '/bin/sh',
  args: ['-c', script, 'sh', inUnits(memoryBytes, 1_024), inUnits(fileBytes, 512), inUnits(cpuSeconds, 1), path, ...args],
});
