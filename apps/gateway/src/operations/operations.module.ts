import { Module } from '@nestjs/common';
import { Health, Metrics } from '@throughline/service-kit';
import { provide } from '../gateway-context.js';
import { ItemsModule } from '../items/items.module.js';
import { SimulationSettings } from '../simulation/settings.js';
import { AboutController } from './about.controller.js';
import { GatewayHealthController } from './health.controller.js';
import { GatewayMetricsController } from './metrics/metrics.controller.js';
import { ScrapeToken } from './metrics/scrape-token.js';
import { QuarantineController } from './quarantine/quarantine.controller.js';
import { Quarantine } from './quarantine/quarantine.js';
import { WorkerRegistry } from './workers/worker-registry.js';
import { WorkersController } from './workers/workers.controller.js';

/** Health, metrics, workers and quarantine, for operators. */
@Module({
  imports: [ItemsModule],
  controllers: [GatewayHealthController, GatewayMetricsController, AboutController, WorkersController, QuarantineController],
  providers: [
    provide(Health, [], ({ ports }) => ports.health),
    provide(Metrics, [], ({ ports }) => ports.metrics),
    provide(ScrapeToken, [], ({ settings }) => new ScrapeToken(settings.metricsToken)),
    provide(SimulationSettings, [], ({ settings }) => settings.simulation),
    provide(WorkerRegistry, [], ({ ports }) => ports.workers),
    provide(Quarantine, [], ({ ports }) => new Quarantine(ports)),
  ],
})
export class OperationsModule {}
