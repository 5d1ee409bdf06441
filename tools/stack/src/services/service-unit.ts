import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { StackConfig } from '../config.js';
import type { DataFolder } from '../data-folder/data-folder.js';
import { StackProblem } from '../problem.js';
import { startChild } from '../processes/child.js';
import { lastLines } from '../processes/run-command.js';
import type { Supervisor, Unit } from '../processes/supervisor.js';
import { readFile } from 'node:fs/promises';
import type { Service } from './services.js';

/** `bundle` starts fast. `dist` has single modules, for services whose code is being changed. */
export type ProgramFolder = 'bundle' | 'dist';

export function serviceUnit(config: StackConfig, data: DataFolder, service: Service, folder: ProgramFolder): Unit {
  const main = join(config.projectRoot, service.app, folder, service.main);
  return {
    name: service.name,
    stopSignal: 'SIGTERM',
    graceMs: 20_000,
    start: async () => {
      await access(main).catch((error: unknown) => {
        throw new StackProblem('start-failed', `${main} does not exist: run \`npm run build\``, { cause: error });
      });
      return startChild({
        name: service.name,
        command: process.execPath,
        args: ['--enable-source-maps', main],
        env: { ...config.env, ...service.env },
        cwd: config.projectRoot,
        logFile: data.log(service.name),
      });
    },
  };
}

export interface ReadyRequest {
  readonly url: string;
  readonly supervisor: Supervisor;
  readonly names: readonly string[];
  readonly data: DataFolder;
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
}

// A service may crash once because another one is not ready yet. Three crashes are an error.
const CRASHES = 3;

/** Waits until the gateway is ready. If a service keeps crashing, the error has the last lines of its log. */
export async function waitForServices(request: ReadyRequest): Promise<void> {
  const { url, supervisor, names, data, signal, timeoutMs = 60_000 } = request;
  const deadline = Date.now() + timeoutMs;
  while (!(await isReady(url))) {
    signal.throwIfAborted();
    const failing = names.find((name) => supervisor.crashesOf(name) >= CRASHES);
    if (failing)
      throw new StackProblem('start-failed', `${failing} keeps failing. The end of its log:\n${await lastWords(data, failing)}`);
    if (Date.now() > deadline) {
      const gateway = await lastWords(data, 'gateway');
      throw new StackProblem(
        'start-failed',
        `the gateway was not ready within ${timeoutMs / 1000} s. The end of its log:\n${gateway}`,
      );
    }
    await pause(150);
  }
}

const lastWords = async (data: DataFolder, name: string): Promise<string> =>
  `${lastLines(await readFile(data.log(name), 'utf8').catch(() => ''))}\n(${data.log(name)})`;

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) }).then(
    async (response) => {
      await response.body?.cancel();
      return response.ok;
    },
    () => false,
  );
}
