import type { SystemLimits } from './limits.js';

/**
 * Runs the command with a companion that waits on descriptor 3. When this process dies, even by kill -9, the companion reads
 * end-of-file and kills the whole process group. No orphan keeps a core busy or a file open while another worker repeats the
 * step.
 *
 * The shell first lowers its own limits, which the tool inherits and cannot raise. A limit that the system lacks, or has set
 * lower already, stays as it is. Core dumps are off: they would hold content. Only the tool runs with a lower priority, not its
 * companion.
 */
const script = `
ulimit -c 0 2>/dev/null
[ "$1" = - ] || ulimit -d "$1" 2>/dev/null
[ "$2" = - ] || ulimit -f "$2" 2>/dev/null
[ "$3" = - ] || ulimit -S -t "$3" 2>/dev/null
if [ "$4" != - ] && command -v nice >/dev/null; then n=$4; shift 4; set -- nice -n "$n" "$@"; else shift 4; fi
(read -r _; kill -s KILL 0) <&3 >/dev/null 2>&1 & exec "$@" 3<&- </dev/null`;

/** `ulimit -d` counts kibibytes, `ulimit -f` half kibibytes, `ulimit -t` seconds. */
const inUnits = (amount: number | undefined, unit: number): string =>
  amount === undefined ? '-' : String(Math.ceil(amount / unit));

const limitArguments = ({ memoryBytes, fileBytes, cpuSeconds, niceness }: SystemLimits): readonly string[] => [
  inUnits(memoryBytes, 1_024),
  inUnits(fileBytes, 512),
  inUnits(cpuSeconds, 1),
  inUnits(niceness, 1),
];

export const guardCommand = (
  path: string,
  args: readonly string[],
  limits: SystemLimits = {},
): { readonly file: string; readonly args: string[] } => ({
  file: '/bin/sh',
  args: ['-c', script, 'sh', ...limitArguments(limits), path, ...args],
});
