import { Module } from '@nestjs/common';
import { QuarantineCommands } from '@throughline/engine';
import { SETTINGS } from '../gateway-context.js';
import { ItemsModule } from '../items/items.module.js';
import { QUARANTINED_ROWS } from '../adapters/projection/index.js';
import { provide } from '../kit/provide.js';
import { SimulationSettings } from '../workers/simulation/index.js';
import { AboutController } from './about.controller.js';
import { GatewayHealthController } from './health.controller.js';
import { GatewayMetricsController, ScrapeToken } from './metrics/metrics.controller.js';
import { QuarantineController } from './quarantine/quarantine.controller.js';
import { Quarantine } from './quarantine/quarantine.js';
import { WorkersController } from './workers.controller.js';

/** Health, metrics, workers and quarantine, for operators. */
@Module({
  imports: [ItemsModule],
  controllers: [GatewayHealthController, GatewayMetricsController, AboutController, WorkersController, QuarantineController],
  providers: [
    provide(ScrapeToken, { settings: SETTINGS }, ({ settings }) => new ScrapeToken(settings.metricsToken)),
    provide(SimulationSettings, { settings: SETTINGS }, ({ settings }) => settings.simulation),
    provide(Quarantine, { quarantined: QUARANTINED_ROWS, acts: QuarantineCommands }),
  ],
})
export class OperationsModule {}
