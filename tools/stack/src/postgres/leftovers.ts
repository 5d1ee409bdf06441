import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { endProcess, identify, type ProcessIdentity } from '../processes/identity.js';
import { StackProblem } from '../problem.js';

/**
 * After a hard kill the server, or its backends with their shared memory, may still run on the folder, and its pid file
 * may name a process that has become something else. Servers and backends have the data folder as working folder.
 */
export async function clearLeftovers(dataDir: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const folder = await realpath(dataDir);
  const pidFile = join(folder, 'postmaster.pid');
  const server = await recordedServer(pidFile, folder);
  if (server && !(await endInOrder(server))) throw stillRunning(dataDir, server.pid);
  for (const backend of await processesIn(folder)) {
    if (!(await endInOrder(backend))) throw stillRunning(dataDir, backend.pid);
  }
  await rm(pidFile, { force: true });
}

const stillRunning = (dataDir: string, pid: number): StackProblem =>
  new StackProblem(
    'data-folder-locked',
    `process ${pid} still uses the database folder ${dataDir} and does not end: end it by hand`,
  );

/** Fast shutdown first; immediate shutdown, which recovers at the next start, when that takes too long. */
async function endInOrder(identity: ProcessIdentity): Promise<boolean> {
  return (await endProcess(identity, 'SIGINT', 15_000)) || endProcess(identity, 'SIGQUIT', 5_000);
}

async function recordedServer(pidFile: string, folder: string): Promise<ProcessIdentity | undefined> {
  const text = await readFile(pidFile, 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return (await worksIn(String(pid), folder)) ? identify(pid) : undefined;
}

async function processesIn(folder: string): Promise<ProcessIdentity[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map(async (pid) => ((await worksIn(pid, folder)) ? identify(Number(pid)) : undefined)));
  return found.flatMap((identity) => identity ?? []);
}

const worksIn = async (pid: string, folder: string): Promise<boolean> =>
  (await readlink(`/proc/${pid}/cwd`).catch(() => undefined)) === folder && (await isPostgres(pid));

const isPostgres = async (pid: string): Promise<boolean> =>
  /^postgres/.test((await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim());
