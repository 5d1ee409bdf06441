import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { environment, projectRoot } from '../config.js';

export interface BareServer {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** A server of this bench in a process of its own, as what it is compared with is; it says its address on its first line. */
export async function startBareServer(file: string, env: Readonly<Record<string, string>>): Promise<BareServer> {
  const child: ChildProcess = spawn(process.execPath, [join(projectRoot, 'tools/bench/dist', file)], {
    env: { ...environment, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null || child.pid === undefined) throw new Error(`${file} could not be started`);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    url: line.toString().trim(),
    pid: child.pid,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** What a process holds in memory, in bytes. Of Linux. */
export async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) * 1024;
}

/** Of Linux, on every machine that Node runs on. */
const TICKS_PER_SECOND = 100;

/** What a process has used of the processors since it began, in microseconds: other work on the machine is not in it. */
export async function cpuMicroseconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8');
  // The name in brackets may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1_000_000;
}
