import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Secrets } from '#src/data-folder/secrets.js';
import { freePort } from '#src/processes/ports.js';
import { testConfig, withoutModels } from './config.js';
import { onSmallDisks, type SmallDisks } from './small-disks.js';
import { until } from './until.js';

export interface RunnerProcess {
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly ports: { readonly nats: number; readonly postgres: number; readonly gateway: number };
  readonly pid: number;
  readonly output: () => string;
  secrets(): Promise<Secrets>;
  stop(): Promise<number | null>;
  remove(): Promise<void>;
}

export interface RunnerOptions {
  /** Mounts small disks, by their folders. */
  readonly disks?: (dataDir: string) => SmallDisks;
  readonly env?: NodeJS.ProcessEnv;
}

const START_MS = 120_000;

/** Runs `npm start` with its own data folder and ports. Resolves when its output matches `upWhen`. */
export async function startRunner(
  args: readonly string[],
  upWhen: RegExp,
  { disks = () => ({}), env: added = {} }: RunnerOptions = {},
): Promise<RunnerProcess> {
  const { projectRoot, env: inherited } = testConfig();
  // Outside the user's private folder: root's database runs as another user.
  const folder = await mkdtemp(join('/var/tmp', 'tl runner '));
  await chmod(folder, 0o755);
  const [nats, postgres, gateway] = [await freePort(), await freePort(), await freePort()];
  const dataDir = join(folder, 'data');
  const env = {
    ...inherited,
    TL_DATA_DIR: dataDir,
    TL_NATS_PORT: String(nats),
    TL_POSTGRES_PORT: String(postgres),
    TL_GATEWAY_PORT: String(gateway),
    ...withoutModels(folder),
    ...added,
  };
  const command = [process.execPath, join(projectRoot, 'tools/start.mjs'), ...args];
  const small = disks(dataDir);
  const [program = '', ...rest] = Object.keys(small).length === 0 ? command : onSmallDisks(small, command);
  const child = spawn(program, rest, {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const readOutput = listen(child);
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const stop = async (): Promise<number | null> => {
    if (child.exitCode === null) child.kill('SIGTERM');
    return exited;
  };
  const remove = async (): Promise<void> => {
    await stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    await until(() => upWhen.test(readOutput()) || child.exitCode !== null, {
      timeout: START_MS,
      interval: 100,
      what: 'the start',
    });
    if (!upWhen.test(readOutput())) throw new Error(`the runner has ended:\n${readOutput()}`);
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    dataDir,
    env,
    ports: { nats, postgres, gateway },
    pid: child.pid ?? 0,
    output: readOutput,
    secrets: async () => JSON.parse(await readFile(join(dataDir, 'secrets.json'), 'utf8')) as Secrets,
    stop,
    remove,
  };
}

function listen(child: ChildProcess): () => string {
  let output = '';
  const keep = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return () => output;
}
