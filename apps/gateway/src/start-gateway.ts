import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Health, Metrics, closeOnSignals, createLogger, failpoint } from '@throughline/service-kit';
import { BusStrategy } from '@throughline/service-kit/transport';
import { AdaptersModule } from './adapters.module.js';
import { Background } from './kit/background.js';
import { buildGateway } from './build-gateway.js';
import type { GatewayConfig } from './config.js';

/** Starts the gateway of this process. Shuts down in order on SIGTERM and SIGINT. */
export async function startGateway(config: GatewayConfig): Promise<NestFastifyApplication> {
  const log = createLogger({ service: 'gateway', level: config.logLevel });
  const metrics = new Metrics('gateway', {
    ofProcess: true,
    onProblem: (error) => {
      log.warn({ err: error }, 'could not collect a metric');
    },
  });
  const { app } = await buildGateway(
    {
      settings: config,
      log,
      metrics,
      health: new Health('gateway'),
      now: () => new Date(),
      failpoint,
    },
    AdaptersModule.of(config),
    BusStrategy,
  );
  closeOnSignals(app, { name: 'gateway', logger: log });
  await app.listen(config.httpPort, config.httpHost);
  // Not before: a second gateway on a taken port must change nothing.
  app.get(Background, { strict: false }).start();
  log.info({ url: await app.getUrl() }, 'gateway is up');
  return app;
}
