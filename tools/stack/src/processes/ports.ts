import { createServer } from 'node:net';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { errorCode, StackProblem } from '../problem.js';
import type { PortChoice } from '../config.js';

const HOST = '127.0.0.1';

/** A port that nobody listens on right now. */
export function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      if (errorCode(error) === 'EADDRINUSE' || errorCode(error) === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host: HOST, exclusive: true }, () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : undefined);
      });
    });
  });
}

/**
 * Below the ports that systems give to outgoing connections (from 32768 on Linux, 49152 on macOS). Such a port could be given away
 * between the moment when it is found free and the moment when a server listens on it, or while a server restarts.
 */
const [FIRST_PORT, PORTS] = [10_000, 22_000];
/** Two processes that look at the same time begin far apart: multiples of the golden ratio. */
const firstOf = (pid: number): number => (pid * 13_597) % PORTS;

let step = firstOf(process.pid);

/** Returns a port that is free, and that this process has not returned lately. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < PORTS; tries += 1) {
    step = (step + 1) % PORTS;
    const port = await tryPort(FIRST_PORT + step);
    if (port !== undefined) return port;
  }
  throw new StackProblem('port-in-use', 'the system has no free port left');
}

export interface PortRequest extends PortChoice {
  readonly what: string;
  readonly variable: string;
  readonly say: (message: string) => void;
}

/** The port itself; where it is taken: another one and a line that says so, or a refusal if it was asked for by name. */
export async function choosePort({ port, explicit, what, variable, say }: PortRequest): Promise<number> {
  if ((await tryPort(port)) !== undefined) return port;
  const holder = await holderOf(port);
  const taken = `port ${port} (${what}) is in use by ${holder ?? 'a process hidden from this user'}`;
  if (explicit) throw new StackProblem('port-in-use', `${taken}: end that process, or set ${variable} to another port`);
  const other = await freePort();
  say(`${taken}; using ${other} instead (set ${variable} to choose)`);
  return other;
}

/** "nats-server (pid 123)", as far as the system lets one see. */
export async function holderOf(port: number): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  const inodes = await listeningInodes(port);
  if (inodes.size === 0) return undefined;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    if (!(await holdsSocket(pid, inodes))) continue;
    const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'a process');
    return `${name.trim()} (pid ${pid})`;
  }
  return undefined;
}

async function listeningInodes(port: number): Promise<Set<string>> {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')));
  const rows = tables.flatMap((table) => table.split('\n').map((line) => line.trim().split(/\s+/)));
  const LISTEN = '0A';
  return new Set(rows.filter((row) => row[3] === LISTEN && row[1]?.endsWith(`:${hex}`)).flatMap((row) => row[9] ?? []));
}

async function holdsSocket(pid: string, inodes: ReadonlySet<string>): Promise<boolean> {
  const files = await readdir(`/proc/${pid}/fd`).catch(() => [] as string[]);
  for (const file of files) {
    const target = await readlink(`/proc/${pid}/fd/${file}`).catch(() => '');
    const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
    if (inode !== undefined && inodes.has(inode)) return true;
  }
  return false;
}
