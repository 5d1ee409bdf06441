import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { programOf, type ServiceName } from '@throughline/stack';
import { freePort } from '@throughline/stack/testing';
import { environment, projectRoot } from '../config.js';
import { readCpuMicroseconds, readResidentBytes } from '../web/child.js';

/** `dist`: each module is a file of its own, with packages from `node_modules`. `bundle`: a few files (ADR 35). */
export type ProgramForm = 'dist' | 'bundle';

export interface StartMeasurement {
  readonly ready: number;
  readonly cpu: number;
  readonly resident: number;
}

const POLL_MS = 10;
const LIMIT_MS = 60_000;

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

/** Starts a service, waits until it is ready, and stops it. Times in milliseconds, memory in MiB. */
export async function startOnce(name: ServiceName, form: ProgramForm, env: NodeJS.ProcessEnv): Promise<StartMeasurement> {
  const port = await freePort();
  const startedAt = performance.now();
  const { app, main } = programOf(name);
  const child = spawn(process.execPath, ['--enable-source-maps', join(projectRoot, app, form, main)], {
    env: { ...environment, ...env, TL_HTTP_PORT: String(port) },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  try {
    while (!(await isReady(`http://127.0.0.1:${String(port)}`))) {
      if (child.exitCode !== null) throw new Error(`${name} ended with ${String(child.exitCode)} before it was ready`);
      if (performance.now() - startedAt > LIMIT_MS) throw new Error(`${name} was not ready within ${String(LIMIT_MS / 1_000)} s`);
      await pause(POLL_MS);
    }
    const ready = performance.now() - startedAt;
    const pid = child.pid ?? 0;
    return { ready, cpu: (await readCpuMicroseconds(pid)) / 1_000, resident: (await readResidentBytes(pid)) / 1_048_576 };
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}
