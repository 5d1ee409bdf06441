import type { DynamicModule } from '@nestjs/common';
import type { NatsConnection } from '@nats-io/transport-node';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { Lane } from '@throughline/engine';
import { Health, Metrics, connectNats, createLogger, runService, watchNats, type Logger } from '@throughline/service-kit';
import { BusStrategy } from '@throughline/service-kit/transport';
import { openEngineParts, type EngineDefinition } from './engine-parts.js';
import { EngineStrategy } from './engine-strategy.js';
import { WorkerModule } from './worker-module.js';
import type { WorkerConfig } from './worker-settings.js';

export interface WorkerDefinition extends EngineDefinition {
  /** Creates the module whose controllers carry the service's steps and responders. They must not close the connection. */
  readonly module: (parts: {
    readonly nc: NatsConnection;
    readonly logger: Logger;
    readonly artifacts: ArtifactStore;
  }) => DynamicModule;
}

/** Lists the lanes of a service. The compiler refuses a lane without slots. */
export const toLanes = <Name extends string>(slots: Readonly<Record<Name, Omit<Lane, 'lane'>>>): readonly Lane[] =>
  Object.entries<Omit<Lane, 'lane'>>(slots).map(([lane, own]) => ({ lane, ...own }));

/** Runs a worker service in this process: a Nest application with the engine and the bus as transports. It needs only NATS and the artifact store. */
export async function runWorker(definition: WorkerDefinition, config: WorkerConfig): Promise<void> {
  const { service: name } = definition;
  const logger = createLogger({ service: name, level: config.logLevel });
  const nc = await connectNats(name, config, logger);
  const metrics = new Metrics(name, { ofProcess: true });
  const parts = await openEngineParts(definition, config, { nc, logger, metrics });
  const health = new Health(name);
  watchNats(health, nc);
  await runService({
    name,
    module: WorkerModule.of(definition.module({ nc, logger, artifacts: parts.artifacts }), { nc, health, metrics }),
    logger,
    http: { host: config.httpHost, port: config.httpPort },
    transports: (app) => [new EngineStrategy(parts, app), new BusStrategy(nc, logger)],
  });
}
