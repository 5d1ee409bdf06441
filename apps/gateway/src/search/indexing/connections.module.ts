import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { NatsConnection } from '@nats-io/transport-node';
import { openArtifactStore } from '@throughline/artifact-store';
import { AssetCommands } from '@throughline/engine';
import { JetStreamDataKeys, JetStreamEventStore } from '@throughline/event-store';
import { Health, connectNats, runAfterReconnects, watchNats } from '@throughline/service-kit';
import { BusStrategy } from '@throughline/service-kit/transport';
import { DataSource } from 'typeorm';
import { HISTORY } from '../../adapters/log/index.js';
import { LOG, ON_PROBLEM } from '../../gateway-context.js';
import { retryUntilAvailable } from '../../kit/database/retry-until-available.js';
import { provide, type Token } from '../../kit/provide.js';
import { SEARCH_INDEX } from '../search-index.js';
import { PostgresSearchIndex } from '../store/search-index.postgres.js';
import type { SearchConfig } from './config.js';
import { openSearchDatabase } from './database.js';
import { TEXTS } from './indexing.module.js';

const SEARCH_CONFIG: Token<SearchConfig> = Symbol('SearchConfig');
const NATS: Token<NatsConnection> = Symbol('NatsConnection');

const PROVIDERS = [
  provide(NATS, { config: SEARCH_CONFIG, log: LOG, health: Health }, async ({ config, log, health }) => {
    const nc = await connectNats('search', config, log);
    watchNats(health, nc);
    return nc;
  }),
  provide(BusStrategy, { nc: NATS, log: LOG }, ({ nc, log }) => new BusStrategy(nc, log)),
  provide(
    JetStreamDataKeys,
    { nc: NATS, config: SEARCH_CONFIG },
    ({ nc, config: { masterKey } }) => new JetStreamDataKeys(nc, { masterKey }),
  ),
  provide(
    JetStreamEventStore,
    { nc: NATS, keys: JetStreamDataKeys, log: LOG, onProblem: ON_PROBLEM },
    ({ nc, keys, log, onProblem }) =>
      retryUntilAvailable('NATS', log, async () => {
        const opened = await JetStreamEventStore.open(nc, { keys, onInterrupted: onProblem });
        // A wrong master key ends the start, not the indexing of the first item.
        await keys.verify();
        return opened;
      }),
  ),
  { provide: HISTORY, useExisting: JetStreamEventStore },
  provide(AssetCommands, { nc: NATS, keys: JetStreamDataKeys, store: JetStreamEventStore }, ({ nc, keys, store }) => {
    const commands = new AssetCommands(store);
    void runAfterReconnects(nc, () => {
      commands.forget();
    });
    keys.whenErased((assetId) => {
      commands.forget(assetId);
    });
    return commands;
  }),
  // After the log, so that a start that fails earlier leaves nothing open.
  provide(DataSource, { config: SEARCH_CONFIG, log: LOG, history: HISTORY }, ({ config, log }) =>
    retryUntilAvailable('PostgreSQL', log, () => openSearchDatabase(config.postgresUrl)),
  ),
  { provide: SEARCH_INDEX, useClass: PostgresSearchIndex },
  provide(TEXTS, { config: SEARCH_CONFIG }, ({ config: { artifactsDir: dir, artifactsUrl: url, s3: connections } }) =>
    openArtifactStore({ dir, url, connections }),
  ),
];

/** The log, the texts and the tables of the index. Global, because Nest closes global modules after all others. */
@Module({})
export class SearchConnectionsModule implements OnApplicationShutdown {
  constructor(
    @Inject(NATS) private readonly nc: NatsConnection,
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(Health) health: Health,
  ) {
    health.add({
      name: 'postgres',
      check: async () => {
        await database.query('select 1');
        return { ok: true };
      },
    });
  }

  static of(config: SearchConfig): DynamicModule {
    return {
      module: SearchConnectionsModule,
      global: true,
      providers: [{ provide: SEARCH_CONFIG, useValue: config }, ...PROVIDERS],
      exports: [BusStrategy, HISTORY, AssetCommands, SEARCH_INDEX, TEXTS],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.destroy();
    // Closing twice, or without a broker, is harmless.
    await this.nc.drain().catch(() => undefined);
  }
}
