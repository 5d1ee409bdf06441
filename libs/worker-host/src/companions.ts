import { setTimeout as delay } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/transport-node';
import type { AssetCommands, WorkerLog } from '@throughline/engine';
import type { EventStore } from '@throughline/event-store';
import type { Leases } from '@throughline/messaging';
import type { Metrics } from '@throughline/service-kit';

/** What a worker service does beside its steps. */
export interface Companion {
  /** For people who read logs. */
  readonly name: string;
  /** Goes on until the signal; where it ends earlier or throws, it is started again. */
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/** What companions share with the steps. The connection is the worker's to end. */
export interface CompanionParts {
  readonly nc: NatsConnection;
  readonly store: EventStore;
  readonly commands: AssetCommands;
  readonly leases: Leases;
  readonly metrics: Metrics;
  readonly log: WorkerLog;
  /** Name of this process among those of its service. */
  readonly worker: string;
  readonly leaseTermMs: number;
}

const RESTART_AFTER_MS = 1_000;

const pause = (ms: number, signal: AbortSignal): Promise<void> => delay(ms, undefined, { signal }).catch(() => undefined);

/** Keeps companions going: one that breaks is told of and started again, and nobody else notices. */
export class Companions {
  #running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly companions: readonly Companion[],
    private readonly log: WorkerLog,
    private readonly restartAfterMs = RESTART_AFTER_MS,
  ) {}

  start(stopping: AbortSignal): void {
    this.#running = Promise.all(this.companions.map((companion) => this.#keep(companion, stopping)));
  }

  /** Resolves when all of them have ended. */
  async ended(): Promise<void> {
    await this.#running;
  }

  async #keep({ name, run }: Companion, stopping: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([stopping]);
    const stopped = (): boolean => signal.aborted;
    while (!stopped()) {
      try {
        await run(signal);
        if (!stopped()) this.log.warn({ what: name }, 'a companion ended by itself; starting it again');
      } catch (error) {
        if (!stopped()) this.log.error({ err: error, what: name }, 'a companion broke; starting it again');
      }
      if (!stopped()) await pause(this.restartAfterMs, signal);
    }
  }
}
