import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { endProcess, identify, type ProcessIdentity } from '../processes/identity.js';
import { StackProblem } from '../problem.js';

/**
 * Stops a server that survived a hard kill, and its backends with their shared memory. The pid file is no proof: its pid may
 * belong to another process by now. Servers and backends have the data folder as their working directory.
 */
export async function clearLeftovers(dataDir: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const folder = await realpath(dataDir);
  const pidFile = join(folder, 'postmaster.pid');
  const server = await recordedServer(pidFile, folder);
  if (server && !(await stopGracefully(server))) throw stillRunningProblem(dataDir, server.pid);
  for (const backend of await processesIn(folder)) {
    if (!(await stopGracefully(backend))) throw stillRunningProblem(dataDir, backend.pid);
  }
  await rm(pidFile, { force: true });
}

const stillRunningProblem = (dataDir: string, pid: number): StackProblem =>
  new StackProblem(
    'data-folder-locked',
    `process ${pid} still uses the database folder ${dataDir} and cannot be stopped: stop it yourself`,
  );

/** Tries fast shutdown first, then immediate shutdown, after which the next start recovers. */
async function stopGracefully(identity: ProcessIdentity): Promise<boolean> {
  return (await endProcess(identity, 'SIGINT', 15_000)) || endProcess(identity, 'SIGQUIT', 5_000);
}

async function recordedServer(pidFile: string, folder: string): Promise<ProcessIdentity | undefined> {
  const text = await readFile(pidFile, 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return (await hasWorkingDirectory(String(pid), folder)) ? identify(pid) : undefined;
}

async function processesIn(folder: string): Promise<ProcessIdentity[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => ((await hasWorkingDirectory(pid, folder)) ? identify(Number(pid)) : undefined)),
  );
  return found.flatMap((identity) => identity ?? []);
}

const hasWorkingDirectory = async (pid: string, folder: string): Promise<boolean> =>
  (await readlink(`/proc/${pid}/cwd`).catch(() => undefined)) === folder && (await isPostgres(pid));

const isPostgres = async (pid: string): Promise<boolean> =>
  /^postgres/.test((await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim());
