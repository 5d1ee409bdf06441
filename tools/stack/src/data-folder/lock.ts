import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { errorCode, StackProblem } from '../problem.js';
import { writeProblem } from './data-folder.js';
import { identify, isAlive, type ProcessIdentity } from '../processes/identity.js';

export interface Lock {
  release(): Promise<void>;
}

const TAKEOVER_LIMIT_MS = 10_000;

/** Allows one stack for each data folder. Takes over the lock of a process that no longer runs. */
export async function acquireLock(file: string): Promise<Lock> {
  const taken = await tryLock(file).catch((error: unknown) => {
    throw errorCode(error) === undefined ? error : writeProblem(dirname(file), error);
  });
  if ('holder' in taken) throw lockedProblem(file, taken.holder);
  return taken;
}

/** Returns the lock, or the living process that holds it. Throws the system's error if the folder cannot be written. */
export async function tryLock(file: string): Promise<Lock | { readonly holder: ProcessIdentity }> {
  const mine = await identify(process.pid);
  if (!mine) throw new StackProblem('start-failed', 'this process cannot be identified');
  // A unique name: two callers in one process must not remove each other's ticket.
  const ticket = `${file}.${mine.pid}.${randomUUID()}`;
  await writeFile(ticket, JSON.stringify(mine));
  try {
    while (!(await placeLock(ticket, file))) {
      const holder = await readHolder(file);
      if (holder && (await isAlive(holder))) return { holder };
      await removeStale(file, holder);
    }
  } finally {
    await rm(ticket, { force: true });
  }
  return { release: () => rm(file, { force: true }) };
}

export async function findLockHolder(file: string): Promise<ProcessIdentity | undefined> {
  const holder = await readHolder(file);
  return holder && (await isAlive(holder)) ? holder : undefined;
}

const lockedProblem = (file: string, { pid }: ProcessIdentity): StackProblem =>
  new StackProblem(
    'data-folder-locked',
    `another Throughline (pid ${pid}) uses this data folder (${file}): stop it, or set TL_DATA_DIR to another folder`,
  );

/** Creates the lock as a hard link: a link appears with its whole content, and only if the file does not exist yet. */
async function placeLock(ticket: string, file: string): Promise<boolean> {
  try {
    await link(ticket, file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(file: string): Promise<ProcessIdentity | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isIdentity(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Serialises removals: a second process must not remove the new lock that the first has just placed. */
async function removeStale(file: string, holder: ProcessIdentity | undefined): Promise<void> {
  const guard = `${file}.takeover`;
  try {
    await mkdir(guard);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    await waitForGuard(guard);
    return;
  }
  try {
    const now = await readHolder(file);
    if (now?.pid === holder?.pid && now?.started === holder?.started) await rm(file, { force: true });
  } finally {
    await rmdir(guard);
  }
}

async function waitForGuard(guard: string): Promise<void> {
  const age = Date.now() - ((await stat(guard).catch(() => undefined))?.mtimeMs ?? Date.now());
  if (age > TAKEOVER_LIMIT_MS) await rmdir(guard).catch(() => undefined);
  await pause(50);
}

export function isIdentity(value: unknown): value is ProcessIdentity {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    typeof value.pid === 'number' &&
    'started' in value &&
    typeof value.started === 'string'
  );
}
