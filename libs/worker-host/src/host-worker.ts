import { Module, type DynamicModule, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { NatsConnection } from '@nats-io/transport-node';
import {
  Health,
  HealthModule,
  Metrics,
  MetricsModule,
  connectNats,
  createLogger,
  runService,
  watchNats,
} from '@throughline/service-kit';
import { openWorker, type OpenedWorker, type WorkerDefinition } from './open-worker.js';
import type { WorkerConfig } from './worker-settings.js';

/** Starts the worker with the application. On shutdown it hands back running attempts and then closes the connection. */
class WorkerLifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly worker: OpenedWorker,
    private readonly nc: NatsConnection,
    private readonly stopping: AbortController,
  ) {}

  onApplicationBootstrap(): void {
    this.worker.service.start(this.stopping.signal);
    this.worker.presence.start(this.stopping.signal);
    this.worker.companions.start(this.stopping.signal);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all([this.worker.service.ended(), this.worker.companions.ended()]);
    await this.nc.drain();
  }
}

@Module({})
class WorkerModule {
  static of(health: Health, metrics: Metrics, lifecycle: WorkerLifecycle): DynamicModule {
    return {
      module: WorkerModule,
      imports: [HealthModule.of(health), MetricsModule.of(metrics)],
      providers: [{ provide: WorkerLifecycle, useValue: lifecycle }],
    };
  }
}

/** Runs a worker service in this process. It needs only NATS and the artifact store. */
export async function hostWorker(definition: WorkerDefinition, config: WorkerConfig): Promise<void> {
  const logger = createLogger({ service: definition.service, level: config.logLevel });
  const nc = await connectNats(definition.service, config, logger);
  const stopping = new AbortController();
  const metrics = new Metrics(definition.service, { ofProcess: true });
  const worker = await openWorker(definition, config, { nc, logger, stopping: stopping.signal, metrics });
  const health = new Health(definition.service);
  watchNats(health, nc);
  const module = WorkerModule.of(health, metrics, new WorkerLifecycle(worker, nc, stopping));
  await runService({ name: definition.service, module, logger, http: { host: config.httpHost, port: config.httpPort } });
}
