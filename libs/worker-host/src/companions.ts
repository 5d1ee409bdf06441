import type { NatsConnection } from '@nats-io/transport-node';
import { keepRunning, type AssetCommands, type WorkerLog } from '@throughline/engine';
import type { EventStore } from '@throughline/event-store';
import type { Leases } from '@throughline/messaging';
import type { Metrics } from '@throughline/service-kit';

export interface Companion {
  readonly name: string;
  /** Runs until the signal fires. It is restarted if it ends earlier or throws. */
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/** The parts of the worker that companions may use. They must not close the connection. */
export interface CompanionParts {
  readonly nc: NatsConnection;
  readonly store: EventStore;
  readonly commands: AssetCommands;
  readonly leases: Leases;
  readonly metrics: Metrics;
  readonly log: WorkerLog;
  readonly worker: string;
  readonly leaseTermMs: number;
}

export class Companions {
  #running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly companions: readonly Companion[],
    private readonly log: WorkerLog,
    private readonly restartAfterMs?: number,
  ) {}

  start(stopping: AbortSignal): void {
    const { log, restartAfterMs } = this;
    const options = { stopping, log, ...(restartAfterMs === undefined ? {} : { restartAfterMs }) };
    this.#running = Promise.all(this.companions.map(({ name, run }) => keepRunning(name, run, options)));
  }

  async ended(): Promise<void> {
    await this.#running;
  }
}
