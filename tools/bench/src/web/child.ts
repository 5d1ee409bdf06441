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

/** Starts a comparison server in its own process. It prints its address on its first line. */
export async function startBareServer(file: string, env: Readonly<Record<string, string>>): Promise<BareServer> {
  const child: ChildProcess = spawn(process.execPath, [join(projectRoot, 'tools/bench/dist', file)], {
    env: { ...environment, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null || child.pid === undefined) throw new Error(`${file} could not be started`);
  // Ctrl-C in a terminal ends the child before anybody stops it.
  const ended = once(child, 'exit');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    url: line.toString().trim(),
    pid: child.pid,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Returns the resident memory of a process, in bytes. Linux only. */
export async function readResidentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) * 1024;
}

/** Clock ticks of /proc: the same on every Linux that Node supports. */
const TICKS_PER_SECOND = 100;

/** Returns the CPU time of a process since its start, in microseconds. Other load on the machine does not count. Linux only. */
export async function readCpuMicroseconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8');
  // The process name in brackets may contain spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1_000_000;
}
