import { createServer } from 'node:net';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { errorCode, StackProblem } from '../problem.js';
import type { PortChoice } from '../config.js';

const HOST = '127.0.0.1';

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
 * Below the system's ports for outgoing connections (from 32768 on Linux, 49152 on macOS). The system could assign such a port
 * to a connection before a server listens on it, or while a server restarts.
 */
const [FIRST_PORT, PORTS] = [10_000, 22_000];
/**
 * Spreads the first candidates by multiples of the golden ratio, so that processes that search at the same time start far
 * apart.
 */
const firstOf = (pid: number): number => (pid * 13_597) % PORTS;

let step = firstOf(process.pid);

/** Returns a free port that this process has not returned recently. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < PORTS; tries += 1) {
    step = (step + 1) % PORTS;
    const port = await tryPort(FIRST_PORT + step);
    if (port !== undefined) return port;
  }
  throw new StackProblem('port-in-use', 'the system has no free port');
}

export interface PortRequest extends PortChoice {
  readonly what: string;
  readonly variable: string;
  readonly say: (message: string) => void;
}

/** Returns the port itself if it is free. Otherwise reports another port, or refuses if the port was set explicitly. */
export async function choosePort({ port, explicit, what, variable, say }: PortRequest): Promise<number> {
  if ((await tryPort(port)) !== undefined) return port;
  const holder = await describePortHolder(port);
  const conflict = `port ${port} (${what}) is in use by ${holder ?? 'a process hidden from this user'}`;
  if (explicit) throw new StackProblem('port-in-use', `${conflict}: end that process, or set ${variable} to another port`);
  const other = await freePort();
  say(`${conflict}; using ${other} instead (set ${variable} to choose)`);
  return other;
}

/** Names the process that listens on a port, e.g. "nats-server (pid 123)", as far as the system reveals it. */
export async function describePortHolder(port: number): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  const inodes = await listeningInodes(port);
  if (inodes.size === 0) return undefined;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    if (!(await hasOpenSocket(pid, inodes))) continue;
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

async function hasOpenSocket(pid: string, inodes: ReadonlySet<string>): Promise<boolean> {
  const files = await readdir(`/proc/${pid}/fd`).catch(() => [] as string[]);
  for (const file of files) {
    const target = await readlink(`/proc/${pid}/fd/${file}`).catch(() => '');
    const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
    if (inode !== undefined && inodes.has(inode)) return true;
  }
  return false;
}
