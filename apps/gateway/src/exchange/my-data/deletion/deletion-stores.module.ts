import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountDeletionEntity } from './account-deletion.entity.js';
import { ACCOUNT_ROWS } from './account-rows.js';
import { PostgresAccountRows } from './account-rows.postgres.js';
import { DELETION_STORE } from './deletion-store.js';
import { PostgresDeletionStore } from './deletion-store.postgres.js';

@Module({
  imports: [TypeOrmModule.forFeature([AccountDeletionEntity])],
  providers: [
    { provide: DELETION_STORE, useClass: PostgresDeletionStore },
    { provide: ACCOUNT_ROWS, useClass: PostgresAccountRows },
  ],
  exports: [DELETION_STORE, ACCOUNT_ROWS],
})
export class DeletionStoreModule {}
