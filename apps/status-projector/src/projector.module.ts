import { Module, type DynamicModule, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { HealthModule, MetricsModule, type Health, type Metrics } from '@throughline/service-kit';
import type { Connections } from './connections.js';
import type { DriftSweep } from './drift/drift-sweep.js';
import type { Projector } from './project/projector.js';
import type { Sweeper } from './reconcile/sweeper.js';

/**
 * Starts the projector with the application. On shutdown it writes all folded commits, releases the partitions, then closes the
 * connections.
 */
export class ProjectorLifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly projector: Projector,
    private readonly sweeper: Pick<Sweeper, 'start' | 'stop'>,
    private readonly drift: Pick<DriftSweep, 'start' | 'stop'>,
    private readonly connections: Pick<Connections, 'close'>,
  ) {}

  onApplicationBootstrap(): void {
    this.projector.start();
    this.sweeper.start();
    this.drift.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.sweeper.stop(), this.drift.stop()]);
    await this.projector.stop();
    await this.connections.close();
  }
}

@Module({})
export class ProjectorModule {
  static of(health: Health, metrics: Metrics, lifecycle: ProjectorLifecycle): DynamicModule {
    return {
      module: ProjectorModule,
      imports: [HealthModule.of(health), MetricsModule.of(metrics)],
      providers: [{ provide: ProjectorLifecycle, useValue: lifecycle }],
    };
  }
}
