import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONFIG } from '../config.js';
import { SOURCE_ACCOUNTS } from '../credentials/index.js';
import { NATS } from '../adapters/log/log.module.js';
import { provide } from '../kit/provide.js';
import { KNOWN_SOURCES } from '../templates/index.js';
import { BusSourceService } from './source-service.bus.js';
import { SOURCE_SERVICE } from './source-service.js';
import { PostgresSourceStore } from './source-store.postgres.js';
import { SOURCE_STORE } from './source-store.js';
import { SourceEntity, SourceSightingEntity, SourceSyncEntity } from './source.entity.js';
import { PostgresSyncStore, SYNC_KEY } from './syncs/sync-store.postgres.js';
import { SYNC_STORE } from './syncs/sync-store.js';

@Module({
  imports: [TypeOrmModule.forFeature([SourceEntity, SourceSyncEntity, SourceSightingEntity])],
  providers: [
    provide(SYNC_KEY, { config: CONFIG }, ({ config }) => config.masterKey),
    { provide: SOURCE_STORE, useClass: PostgresSourceStore },
    { provide: KNOWN_SOURCES, useExisting: SOURCE_STORE },
    { provide: SYNC_STORE, useClass: PostgresSyncStore },
  ],
  exports: [SOURCE_STORE, KNOWN_SOURCES, SYNC_STORE],
})
export class SourceStoreModule {}

/** The requests to the ingest service about sources. */
@Module({
  providers: [
    provide(SOURCE_SERVICE, { nc: NATS }, ({ nc }) => new BusSourceService(nc)),
    { provide: SOURCE_ACCOUNTS, useExisting: SOURCE_SERVICE },
  ],
  exports: [SOURCE_SERVICE, SOURCE_ACCOUNTS],
})
export class SourceServiceModule {}
