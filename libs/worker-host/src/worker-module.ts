import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { NatsConnection } from '@nats-io/transport-node';
import { HealthModule, MetricsModule, type Health, type Metrics } from '@throughline/service-kit';

const CONNECTION = Symbol('NatsConnection');

interface WorkerModuleParts {
  readonly nc: NatsConnection;
  readonly health: Health;
  readonly metrics: Metrics;
}

/** The module of a worker service: its steps, health and metrics, and the connection that its transports share. */
@Module({})
export class WorkerModule implements OnApplicationShutdown {
  constructor(@Inject(CONNECTION) private readonly nc: NatsConnection) {}

  static of(steps: DynamicModule, { nc, health, metrics }: WorkerModuleParts): DynamicModule {
    return {
      module: WorkerModule,
      imports: [HealthModule.of(health), MetricsModule.of(metrics), steps],
      providers: [{ provide: CONNECTION, useValue: nc }],
    };
  }

  /** Nest calls this after it has closed all transports, which send their last messages while they close. */
  async onApplicationShutdown(): Promise<void> {
    // Closing twice, or without a broker, is harmless.
    await this.nc.drain().catch(() => undefined);
  }
}
