import { Module, type DynamicModule, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { HealthModule, MetricsModule, type Health, type Metrics } from '@throughline/service-kit';
import type { Connections } from './connections.js';
import type { Projector } from './project/projector.js';
import type { Sweeper } from './reconcile/sweeper.js';

/** Starts with the application; at its end writes what is folded, gives the partitions back, then leaves. */
export class ProjectorLifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly projector: Projector,
    private readonly sweeper: Sweeper,
    private readonly connections: Pick<Connections, 'close'>,
  ) {}

  onApplicationBootstrap(): void {
    this.projector.start();
    this.sweeper.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.sweeper.stop();
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
