import { Module, type DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  Health,
  HealthModule,
  Metrics,
  MetricsModule,
  createLogger,
  failpoint,
  runService,
  type Logger,
} from '@throughline/service-kit';
import { BusStrategy } from '@throughline/service-kit/transport';
import { ContextModule, type ProcessContext } from '../../gateway-context.js';
import { Background } from '../../kit/background.js';
import type { SearchConfig } from './config.js';
import { SearchConnectionsModule } from './connections.module.js';
import { IndexingModule } from './indexing.module.js';

@Module({})
class SearchProcessModule {}

/** Returns the module of the process that fills the index. */
export const searchProcess = (config: SearchConfig, context: ProcessContext): DynamicModule => ({
  module: SearchProcessModule,
  imports: [
    ContextModule.ofProcess(context),
    SearchConnectionsModule.of(config),
    HealthModule.of(context.health),
    MetricsModule.of(context.metrics),
    IndexingModule,
  ],
});

const metricsOf = (log: Logger): Metrics =>
  new Metrics('search', {
    ofProcess: true,
    onProblem: (error) => {
      log.warn({ err: error }, 'could not collect a metric');
    },
  });

/** Starts the process that fills the search index. Shuts down in order on SIGTERM and SIGINT. */
export async function runSearch(config: SearchConfig): Promise<NestFastifyApplication> {
  const log = createLogger({ service: 'search', level: config.logLevel });
  const context = { log, health: new Health('search'), metrics: metricsOf(log), now: () => new Date(), failpoint };
  const app = await runService({
    name: 'search',
    module: searchProcess(config, context),
    logger: log,
    http: { host: config.httpHost, port: config.httpPort },
    transports: (opened) => [opened.get(BusStrategy, { strict: false })],
  });
  app.get(Background, { strict: false }).start();
  return app;
}
