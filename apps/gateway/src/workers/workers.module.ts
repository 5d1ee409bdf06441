import type { NatsConnection } from '@nats-io/transport-node';
import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { isAttemptRunning } from '@throughline/domain';
import { AssetCommands } from '@throughline/engine';
import { JetStreamLeases, systemClock, type Leases } from '@throughline/messaging';
import { Metrics } from '@throughline/service-kit';
import { BusStrategy } from '@throughline/service-kit/transport';
import { endWith, filter, from } from 'rxjs';
import { CONFIG } from '../config.js';
import { NATS, ON_NATS_PROBLEM } from '../adapters/log/log.module.js';
import { provide, type Token } from '../kit/provide.js';
import { LiveProgress } from './live-progress.js';
import { PresenceListener } from './presence.listener.js';
import { LEASES, StallWatch } from './stall-watch.js';
import { registerWorkerMetrics } from './worker-metrics.js';
import { WorkerRegistry, followConnection } from './worker-registry.js';

interface LeaseFollowers {
  readonly nc: NatsConnection;
  readonly leases: Leases;
  readonly live: LiveProgress;
  readonly stalls: StallWatch;
  readonly signal: AbortSignal;
}

/** Passes every heartbeat to live progress and to the stall watch. Resolves once all present leases have been passed on. */
async function followLeases({ nc, leases, live, stalls, signal }: LeaseFollowers): Promise<void> {
  const disconnections = from(nc.status()).pipe(filter(({ type }) => type === 'disconnect'));
  disconnections.pipe(endWith('closed')).subscribe(() => {
    stalls.lostSight();
  });
  await leases.watch({
    onLease: (lease) => {
      live.record(lease);
      stalls.record(lease);
    },
    onRemoved: (lease) => {
      live.remove(lease.assetId, lease.step);
      stalls.remove(lease.assetId, lease.step);
    },
    signal,
  });
  stalls.start(signal);
}

const STOPPING: Token<AbortController> = Symbol('Stopping');

/** The messages of workers: their presence, their leases and their progress. */
@Module({
  controllers: [PresenceListener],
  providers: [
    { provide: STOPPING, useFactory: () => new AbortController() },
    LiveProgress,
    provide(
      JetStreamLeases,
      { nc: NATS, onProblem: ON_NATS_PROBLEM },
      ({ nc, onProblem }) => new JetStreamLeases(nc, { onProblem }),
    ),
    { provide: LEASES, useExisting: JetStreamLeases },
    provide(WorkerRegistry, { bus: BusStrategy, config: CONFIG }, ({ bus, config }) => {
      const workers = new WorkerRegistry(systemClock, config.presenceEveryMs);
      followConnection(bus.status, workers);
      return workers;
    }),
    provide(
      StallWatch,
      {
        nc: NATS,
        leases: JetStreamLeases,
        live: LiveProgress,
        commands: AssetCommands,
        stopping: STOPPING,
        onProblem: ON_NATS_PROBLEM,
      },
      async ({ nc, leases, live, commands, stopping, onProblem }) => {
        const stalls = new StallWatch({
          leases,
          isRunning: async (attempt) => isAttemptRunning((await commands.load(attempt.assetId))?.state, attempt),
          clock: systemClock,
          onProblem,
        });
        await followLeases({ nc, leases, live, stalls, signal: stopping.signal });
        return stalls;
      },
    ),
  ],
  exports: [LiveProgress, LEASES, WorkerRegistry, StallWatch],
})
export class WorkersModule implements OnApplicationShutdown {
  constructor(
    @Inject(WorkerRegistry) registry: WorkerRegistry,
    @Inject(StallWatch) stalls: StallWatch,
    @Inject(Metrics) metrics: Metrics,
    @Inject(STOPPING) private readonly stopping: AbortController,
  ) {
    registerWorkerMetrics(metrics, { registry, stalls });
  }

  onApplicationShutdown(): void {
    this.stopping.abort();
  }
}
