import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { comparePosition, parsePosition } from '@throughline/event-store';
import { createTestTables, until } from '@throughline/stack/testing';
import pg from 'pg';
import { environment, projectRoot } from '../config.js';
import type { BenchLog } from './log.js';

/** A large log takes minutes. */
const LONGEST_MS = 3_600_000;
const MOST_ERROR_TEXT = 2_000;

interface ProcessOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly args?: readonly string[];
  readonly nodeArgs?: readonly string[];
}

const startFile = (file: string, { env, args = [], nodeArgs = [] }: ProcessOptions): ChildProcess =>
  spawn(process.execPath, [...nodeArgs, join(projectRoot, 'apps/status-projector/bundle', file), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Returns a function for the end of what a process has written to standard error. */
function listenToErrors({ stderr }: ChildProcess): () => string {
  let text = '';
  stderr?.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-MOST_ERROR_TEXT)));
  return () => text;
}

export const envOf = (log: BenchLog, databaseUrl: string): NodeJS.ProcessEnv => ({
  ...environment,
  TL_NATS_URL: log.broker.url,
  TL_POSTGRES_URL: databaseUrl,
  TL_MASTER_KEY: log.masterKey,
  TL_LOG_LEVEL: 'error',
});

async function isProjected(client: pg.Client, { ends }: BenchLog): Promise<boolean> {
  const { rows } = await client.query<{ partition: number; position: string }>(
    'select partition, position from projection.projection_checkpoint',
  );
  const reached = new Map(rows.map(({ partition, position }) => [partition, parsePosition(position)]));
  return [...ends].every(([partition, end]) => {
    const position = reached.get(partition);
    return position !== undefined && comparePosition(position, end) >= 0;
  });
}

/**
 * Starts the projector on a database and stops it when the whole log is in the tables. Returns milliseconds since its start.
 */
export async function project(log: BenchLog, databaseUrl: string): Promise<number> {
  await createTestTables(databaseUrl);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const started = performance.now();
  const service = startFile('main.js', { env: envOf(log, databaseUrl) });
  const errors = listenToErrors(service);
  // If the service exits, the bench fails at once instead of waiting for its timeout.
  const ended = once(service, 'exit').then(() => 'ended' as const);
  try {
    const projected = until(() => isProjected(client, log), {
      timeout: LONGEST_MS,
      interval: 10,
      what: 'the end of the log in the tables',
    });
    if ((await Promise.race([projected, ended])) === 'ended') throw new Error(`The projector ended by itself: ${errors()}`);
    return performance.now() - started;
  } finally {
    service.kill('SIGTERM');
    await ended;
    await client.end();
  }
}

/** Runs a command of the projector. Returns its report. */
async function runCommand(options: ProcessOptions): Promise<unknown> {
  const command = startFile('rebuild.main.js', options);
  const errors = listenToErrors(command);
  let output = '';
  command.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(command, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The command of the projector ended with ${String(code)}: ${errors()}`);
  return JSON.parse(output);
}

interface Report {
  readonly events: number;
  readonly count: number;
  readonly durationMs: number;
  readonly notCompared: readonly unknown[];
}

/** Runs the rebuild command: it folds the whole log, compares and swaps. Returns events per second from its own report. */
export async function rebuild(
  log: BenchLog,
  databaseUrl: string,
  { env, ...options }: Partial<ProcessOptions> = {},
): Promise<number> {
  const report = await runCommand({ ...options, env: { ...envOf(log, databaseUrl), ...env } });
  const { events, count, durationMs, notCompared } = report as Report;
  // A measurement of a wrong result would be worthless.
  if (events !== log.events || count > 0 || notCompared.length > 0)
    throw new Error(`The rebuild saw ${String(events)} of ${String(log.events)} events and ${String(count)} differences`);
  return (events / durationMs) * 1_000;
}

/** Verifies one item. Returns milliseconds from its own report, without the start of the process. */
export async function verifyOne(env: NodeJS.ProcessEnv, assetId: string, commits: number): Promise<number> {
  const report = (await runCommand({ env, args: ['verify', assetId] })) as {
    readonly commits: number;
    readonly durationMs: number;
  };
  if (report.commits !== commits) throw new Error(`${assetId} has ${String(report.commits)} of ${String(commits)} commits`);
  return report.durationMs;
}
