import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** True if this process may mount a file system in a namespace of its own: on Linux, as root. */
export const canMountDisks = (): boolean =>
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'none', '/mnt']).status === 0;

/** Mebibytes of each disk, by its folder. */
export type SmallDisks = Readonly<Record<string, number>>;

/** Returns a command that mounts the disks where only it and its children see them, and then runs the program. */
export function onSmallDisks(disks: SmallDisks, command: readonly string[]): readonly string[] {
  const mounts = Object.entries(disks).flatMap(([folder, size]) => [folder, `size=${String(size)}m,mode=755`]);
  const script = `
    while [ "$1" != -- ]; do
      mkdir -p "$1" && mount -t tmpfs -o "$2" none "$1" || exit 1
      shift 2
    done
    shift
    exec "$@"`;
  return ['unshare', '--mount', 'sh', '-c', script, 'sh', ...mounts, '--', ...command];
}

const CHUNK = Buffer.alloc(64 * 1024);
const NAME = 'ballast';

/** A disk in the namespace of a process. */
export class SmallDisk {
  readonly #folder: string;
  constructor(pid: number, folder: string) {
    this.#folder = join(`/proc/${String(pid)}/root`, folder);
  }

  /** Leaves not a single block free. */
  fill(): void {
    const file = openSync(join(this.#folder, NAME), 'a');
    try {
      for (let size = CHUNK.length; size >= 1; size = Math.floor(size / 2)) this.#append(file, size);
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(join(this.#folder, NAME), { force: true });
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.#folder);
    return bavail * bsize;
  }

  #append(file: number, size: number): void {
    try {
      while (writeSync(file, CHUNK, 0, size) > 0);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }
}
