import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { freemem } from 'node:os';
import { join } from 'node:path';

/** Linux has a folder in memory here. */
const SHARED_MEMORY = '/dev/shm';
const PREFIX = 'tl-tests-';
/** The gate keeps less than a tenth of this at once. Bytes. */
const ENOUGH = 8 * 1024 ** 3;

/** Containers often have a small folder from which nothing can be executed, and specs write programs. */
async function isUsable() {
  try {
    const { bavail, bsize } = await statfs(SHARED_MEMORY);
    const mount = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' '))
      .findLast(([, folder]) => folder === SHARED_MEMORY);
    const [, , type, options = ''] = mount ?? [];
    return type === 'tmpfs' && !options.split(',').includes('noexec') && Math.min(bavail * bsize, freemem()) >= ENOUGH;
  } catch {
    return false;
  }
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Removes the folders of runs that were killed. Those of other users stay. */
export async function removeLeftovers(parent = SHARED_MEMORY) {
  const left = (await readdir(parent)).filter((name) => name.startsWith(PREFIX));
  const stale = left.filter((name) => !isRunning(Number.parseInt(name.slice(PREFIX.length), 10)));
  await Promise.allSettled(stale.map((name) => rm(join(parent, name), { recursive: true, force: true })));
}

/**
 * Opens a folder in memory for temporary files. Tests write databases, streams and media that nobody keeps, and on a disk the kernel
 * needs a third more time for them. Returns no environment if the system has no such folder, or if the user has chosen one.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ env: NodeJS.ProcessEnv, remove: () => Promise<void> }>}
 */
export async function openMemoryFolder(env = process.env) {
  if (env.TMPDIR || !(await isUsable())) return { env: {}, remove: () => Promise.resolve() };
  await removeLeftovers();
  const folder = await mkdtemp(join(SHARED_MEMORY, `${PREFIX}${process.pid}-`));
  // A database that root starts runs as another user, which must be able to pass through this folder.
  await chmod(folder, 0o755);
  return { env: { TMPDIR: folder }, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}
