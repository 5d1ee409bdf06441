import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Terminal, runCli } from '@throughline/tl';
import type { RealGateway, World } from './real-gateway.js';

const TL = fileURLToPath(new URL('../../../../tools/tl/bin/tl.mjs', import.meta.url));
const COLUMNS = 80;

export interface ProcessResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface CliEnvironment {
  readonly cwd: string;
  readonly configHome: string;
  readonly url?: string;
  readonly token?: string;
}

class CollectedOutput extends Writable {
  readonly #chunks: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  get text(): string {
    return Buffer.concat(this.#chunks).toString();
  }
}

/** Runs a command in this process. Spawning the program would cost a third of a second. */
export async function runTl(args: readonly string[], { cwd, configHome, url, token }: CliEnvironment): Promise<ProcessResult> {
  const [out, err] = [new CollectedOutput(), new CollectedOutput()];
  const terminal = new Terminal({ stream: out, isTTY: false, columns: COLUMNS }, { stream: err, isTTY: false, columns: COLUMNS });
  const env = { url, token, configFolder: join(configHome, 'throughline') };
  const code = await runCli(args, { terminal, env, cwd });
  return { code, out: out.text, err: err.text };
}

/** Runs the program itself, in an otherwise empty environment. */
export function spawnTl(args: readonly string[], { cwd, configHome, url, token }: CliEnvironment): Promise<ProcessResult> {
  const env = {
    PATH: '',
    XDG_CONFIG_HOME: configHome,
    ...(url === undefined ? {} : { TL_URL: url }),
    ...(token === undefined ? {} : { TL_TOKEN: token }),
  };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [TL, ...args], { cwd, env });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() });
    });
  });
}

/** Writes the file with which commands below the world's folder find the gateway, as for a running stack. */
export async function announceGateway(world: World, gateway: RealGateway): Promise<void> {
  await mkdir(join(world.folder, '.throughline'), { recursive: true });
  await writeFile(join(world.folder, '.throughline', 'cli.json'), JSON.stringify({ url: gateway.url, token: world.token }));
}

export async function createTl(
  world: World,
  gateway: RealGateway,
): Promise<(...args: readonly string[]) => Promise<ProcessResult>> {
  await announceGateway(world, gateway);
  // A suspended process must not count as a stopped server.
  const withPatience = (args: readonly string[]) => (args.includes('--patience') ? args : [...args, '--patience', '300']);
  return (...args) => runTl(withPatience(args), { cwd: world.folder, configHome: world.folder });
}
