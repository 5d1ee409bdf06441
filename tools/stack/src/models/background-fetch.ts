import { spawn } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readModelState } from '@throughline/media/speech-models';
import type { StackConfig } from '../config.js';
import type { ProgramFolder } from '../services/service-unit.js';

export interface BackgroundFetchOptions {
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
  readonly programs: ProgramFolder;
  /** Measure the speed of the fetched model, and fetch the one that is selected for it. Without a fetched model, do nothing. */
  readonly measure?: boolean;
}

const GRACE_MS = 3_000;

/** Returns the program that downloads models, for `npm start` and for the processing service. */
export const modelFetcher = (projectRoot: string, programs: ProgramFolder): string =>
  join(projectRoot, 'tools/stack', programs, 'models.main.js');

/**
 * Fetches the selected model in a process of its own, and says its lines. Resolves when that process has ended. Never fails:
 * without the model the stack is usable. A process can be killed during a name lookup; the runner would have to wait for it.
 */
export async function fetchModelInBackground(config: StackConfig, options: BackgroundFetchOptions): Promise<void> {
  const { models, projectRoot, env } = config;
  const { say, signal, programs, measure = false } = options;
  const isEnding = (): boolean => signal.aborted;
  if (!models.downloads || models.selected.listed === undefined || isEnding()) return;
  const isReady = (await readModelState(models.selected)).phase === 'ready';
  if (isReady !== measure) return;
  const main = modelFetcher(projectRoot, programs);
  const exists = await access(main).then(
    () => true,
    () => false,
  );
  if (!exists || isEnding()) return;
  const child = spawn(process.execPath, [main, '--background', ...(measure ? ['--measure'] : [])], {
    cwd: projectRoot,
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  createInterface({ input: child.stdout }).on('line', say);
  const end = (): void => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
  };
  signal.addEventListener('abort', end, { once: true });
  await new Promise<void>((resolve) => {
    child.once('close', resolve).once('error', () => {
      resolve();
    });
  });
  signal.removeEventListener('abort', end);
}
