import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OUTPUT_ACCOUNTS } from '../credentials/index.js';
import { NATS } from '../adapters/log/log.module.js';
import { provide } from '../kit/provide.js';
import { BusOutputService } from './output-service.bus.js';
import { OUTPUT_SERVICE } from './output-service.js';
import { OWN_OUTPUT_STORE } from './own/own-output-store.js';
import { PostgresOwnOutputStore } from './own/own-output-store.postgres.js';
import { OwnOutputEntity } from './own/own-output.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([OwnOutputEntity])],
  providers: [{ provide: OWN_OUTPUT_STORE, useClass: PostgresOwnOutputStore }],
  exports: [OWN_OUTPUT_STORE],
})
export class OwnOutputStoreModule {}

/** The requests to the upload service about outputs. */
@Module({
  providers: [
    provide(OUTPUT_SERVICE, { nc: NATS }, ({ nc }) => new BusOutputService(nc)),
    { provide: OUTPUT_ACCOUNTS, useExisting: OUTPUT_SERVICE },
  ],
  exports: [OUTPUT_SERVICE, OUTPUT_ACCOUNTS],
})
export class OutputServiceModule {}
