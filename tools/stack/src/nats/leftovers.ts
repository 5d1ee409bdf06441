import { readFile } from 'node:fs/promises';
import { endProcess, identify } from '../processes/identity.js';
import { tryCommand } from '../processes/run-command.js';
import { StackProblem } from '../problem.js';
import { natsConfigFile, natsPidFile } from './nats-process.js';

/** Stops an unrecorded server of an earlier runner on this folder. Two servers on one store would destroy it. */
export async function clearNatsLeftover(folder: string): Promise<void> {
  const pid = Number.parseInt(await readFile(natsPidFile(folder), 'utf8').catch(() => ''), 10);
  if (!Number.isInteger(pid) || pid <= 0) return;
  if (!(await commandLine(pid)).includes(natsConfigFile(folder))) return;
  const identity = await identify(pid);
  if (!identity) return;
  const hasEnded = (await endProcess(identity, 'SIGTERM', 10_000)) || (await endProcess(identity, 'SIGKILL', 5_000));
  if (!hasEnded)
    throw new StackProblem(
      'data-folder-locked',
      `nats-server (pid ${pid}) still uses ${folder} and cannot be stopped: stop it yourself`,
    );
}

async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
  return (await tryCommand('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).catch(() => undefined))?.stdout ?? '';
}
