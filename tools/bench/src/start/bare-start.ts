import { setTimeout as pause } from 'node:timers/promises';
import { startNats, startOwnPostgres, type OwnPostgres, type TestNats } from '@throughline/stack/testing';
import type { Cleanup } from '../servers/cleanup.js';
import { startBareServer } from '../web/child.js';

const POLL_MS = 10;
const STOP_MS = 30_000;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Stops a server in order: after a hard kill, its next start would begin with a recovery. */
async function end(pid: number, signal: NodeJS.Signals): Promise<void> {
  process.kill(pid, signal);
  const deadline = performance.now() + STOP_MS;
  while (isRunning(pid)) {
    if (performance.now() > deadline) throw new Error(`A server did not end after ${signal}`);
    await pause(POLL_MS);
  }
}

/** NATS and PostgreSQL with existing data, and a service of the framework with one route. */
export class BareStart {
  private constructor(
    private readonly nats: TestNats,
    private readonly postgres: OwnPostgres,
  ) {}

  static async open(closing: Cleanup): Promise<BareStart> {
    const [nats, postgres] = await Promise.all([startNats({ syncInterval: 'always' }), startOwnPostgres({ durable: true })]);
    closing.add(() => Promise.all([nats.stop(), postgres.stop()]));
    const bare = new BareStart(nats, postgres);
    await bare.#stopServers();
    return bare;
  }

  /** Starts all three at the same time until each of them answers, and stops them. Returns the time in milliseconds. */
  async timeStart(): Promise<number> {
    const startedAt = performance.now();
    // The servers have ended, so `restart` only starts them.
    const [service] = await Promise.all([startService(), this.nats.restart(), this.postgres.restart()]);
    const took = performance.now() - startedAt;
    await service.stop();
    await this.#stopServers();
    return took;
  }

  async #stopServers(): Promise<void> {
    await Promise.all([end(this.nats.pid, 'SIGTERM'), end(this.postgres.pid, 'SIGINT')]);
  }
}

async function startService(): Promise<{ stop(): Promise<void> }> {
  const service = await startBareServer('start/bare.main.js', {});
  const { ok, status } = await fetch(service.url);
  if (!ok) throw new Error(`The bare service answered ${String(status)}`);
  return service;
}
