import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RealGateway, World } from './real-gateway.js';

const TL = fileURLToPath(new URL('../../../../tools/tl/bin/tl.mjs', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The command line as a process, which finds the gateway as it finds that of a running stack. */
export async function tlFor(world: World, gateway: RealGateway): Promise<(...args: readonly string[]) => Promise<Ended>> {
  await mkdir(join(world.folder, '.throughline'), { recursive: true });
  await writeFile(join(world.folder, '.throughline', 'cli.json'), JSON.stringify({ url: gateway.url, token: world.token }));
  return (...args) =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [TL, ...args], {
        cwd: world.folder,
        env: { PATH: '', XDG_CONFIG_HOME: world.folder },
      });
      const [out, err]: [Buffer[], Buffer[]] = [[], []];
      child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
      child.once('error', reject);
      child.once('close', (code) => {
        resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() });
      });
    });
}
