import { readFileSync } from 'node:fs';
import { mkdir, readdir, rm, statfs } from 'node:fs/promises';
import { freemem } from 'node:os';
import { join } from 'node:path';

/** Linux has a folder in memory here. */
const SHARED_MEMORY = '/dev/shm';
const PREFIX = 'tl-tests-';
/** Tests keep less than a tenth of this at once. Bytes. */
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

/** A run that was killed could not remove its folder. */
async function removeLeftovers() {
  const left = (await readdir(SHARED_MEMORY)).filter((name) => name.startsWith(PREFIX));
  const stale = left.filter((name) => !isRunning(Number(name.slice(PREFIX.length))));
  await Promise.all(stale.map((name) => rm(join(SHARED_MEMORY, name), { recursive: true, force: true })));
}

/**
 * Opens a folder in memory for temporary files. Tests write databases, streams and media that nobody keeps, and for files on a disk
 * the kernel takes twice the time. Returns no environment if the system has no such folder, or if the user has chosen one.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ env: NodeJS.ProcessEnv, remove: () => Promise<void> }>}
 */
export async function openMemoryFolder(env = process.env) {
  if (env.TMPDIR || !(await isUsable())) return { env: {}, remove: () => Promise.resolve() };
  await removeLeftovers();
  const folder = join(SHARED_MEMORY, `${PREFIX}${process.pid}`);
  // A database that root starts runs as another user, which must be able to pass through this folder.
  await mkdir(folder, { mode: 0o755, recursive: true });
  return { env: { TMPDIR: folder }, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}
