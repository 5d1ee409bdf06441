import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ADMINISTRATION_LOG_STORE } from './administration-log-store.js';
import { PostgresAdministrationLogStore } from './administration-log-store.postgres.js';
import { AdministrationLogEntity } from './administration-log.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([AdministrationLogEntity])],
  providers: [{ provide: ADMINISTRATION_LOG_STORE, useClass: PostgresAdministrationLogStore }],
  exports: [ADMINISTRATION_LOG_STORE],
})
export class AdministrationLogStoreModule {}
