import { readdir, readFile } from 'node:fs/promises';

const readOrNothing = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');

/** Returns the parent of each process of the machine. */
async function readParents(): Promise<ReadonlyMap<number, number>> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => Number.isInteger(pid));
  const parents = pids.map(async (pid) => {
    const stat = await readOrNothing(`/proc/${String(pid)}/stat`);
    // The process name in brackets may contain spaces.
    return [pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])] as const;
  });
  return new Map(await Promise.all(parents));
}

/** Adds the children of the processes, their children and so on. */
export function withDescendants(pids: readonly number[], parents: ReadonlyMap<number, number>): readonly number[] {
  const family = new Set(pids);
  // A set also visits what is added meanwhile.
  for (const pid of family) for (const [child, parent] of parents) if (parent === pid) family.add(child);
  return [...family];
}

/** Returns the proportional set size of a `smaps_rollup` file, in bytes. */
export const parseProportionalBytes = (rollup: string): number =>
  Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? Number.NaN) * 1_024;

/**
 * Sums the proportional set size (PSS) of these processes and their descendants, in bytes: memory that processes share counts
 * once. Returns NaN except on Linux, because other systems do not tell it.
 */
export async function readProportionalBytes(pids: readonly number[]): Promise<number> {
  if (process.platform !== 'linux') return Number.NaN;
  const family = withDescendants(pids, await readParents());
  const own = await Promise.all(
    family.map(async (pid) => {
      const bytes = parseProportionalBytes(await readOrNothing(`/proc/${String(pid)}/smaps_rollup`));
      // A child may have ended since, but a missing service would make the sum too small.
      return Number.isNaN(bytes) && !pids.includes(pid) ? 0 : bytes;
    }),
  );
  return own.reduce((sum, bytes) => sum + bytes, 0);
}
