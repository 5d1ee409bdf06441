import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONFIG } from '../../config.js';
import { provide } from '../../kit/provide.js';
import { BulkCommandEntity, BulkItemEntity } from './bulk-command.entity.js';
import { BULK_COMMAND_STORE } from './bulk-command-store.js';
import { BULK_KEY, PostgresBulkCommandStore } from './bulk-command-store.postgres.js';

@Module({
  imports: [TypeOrmModule.forFeature([BulkCommandEntity, BulkItemEntity])],
  providers: [
    provide(BULK_KEY, { config: CONFIG }, ({ config }) => config.masterKey),
    { provide: BULK_COMMAND_STORE, useClass: PostgresBulkCommandStore },
  ],
  exports: [BULK_COMMAND_STORE],
})
export class BulkCommandStoreModule {}
