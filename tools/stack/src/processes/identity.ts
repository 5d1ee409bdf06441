import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { errorCode } from '../problem.js';
import { tryCommand } from './run-command.js';

/** A pid may be reused, but pid and start time together identify one process. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly started: string;
}

export async function identify(pid: number): Promise<ProcessIdentity | undefined> {
  const started = process.platform === 'linux' ? await startedOnLinux(pid) : await startedByPs(pid);
  return started === undefined ? undefined : { pid, started };
}

/** The name in brackets may contain spaces and brackets, so fields count from the last bracket: state is 3, starttime 22. */
async function statOnLinux(pid: number): Promise<readonly string[] | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

async function startedOnLinux(pid: number): Promise<string | undefined> {
  const fields = await statOnLinux(pid);
  if (!fields || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return `${boot.trim()}:${fields[19]}`;
}

async function askPs(pid: number, what: string): Promise<string | undefined> {
  const answer = await tryCommand('ps', ['-o', `${what}=`, '-p', String(pid)]).catch(() => undefined);
  const output = answer?.stdout.trim();
  return output ? output : undefined;
}

const startedByPs = (pid: number): Promise<string | undefined> => askPs(pid, 'lstart');

export async function isHalted(pid: number): Promise<boolean> {
  const state = process.platform === 'linux' ? (await statOnLinux(pid))?.[0] : await askPs(pid, 'stat');
  return /^t/i.test(state ?? '');
}

export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  return (await identify(identity.pid))?.started === identity.started;
}

/** Signals exactly this process, if it still exists. Returns true when it has ended. */
export async function endProcess(identity: ProcessIdentity, signal: NodeJS.Signals, graceMs: number): Promise<boolean> {
  const deadline = Date.now() + graceMs;
  if (!(await send(identity, signal))) return true;
  while (await isAlive(identity)) {
    if (Date.now() > deadline) return false;
    await pause(25);
  }
  return true;
}

async function send(identity: ProcessIdentity, signal: NodeJS.Signals): Promise<boolean> {
  if (!(await isAlive(identity))) return false;
  try {
    process.kill(identity.pid, signal);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
    throw error;
  }
}
