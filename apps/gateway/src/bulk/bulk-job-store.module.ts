import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONFIG } from '../config.js';
import { provide } from '../provide.js';
import { BulkItemEntity, BulkJobEntity } from './bulk-job.entity.js';
import { BULK_JOB_STORE } from './bulk-job-store.js';
import { BULK_KEY, PostgresBulkJobStore } from './bulk-job-store.postgres.js';

@Module({
  imports: [TypeOrmModule.forFeature([BulkJobEntity, BulkItemEntity])],
  providers: [
    provide(BULK_KEY, { config: CONFIG }, ({ config }) => config.masterKey),
    { provide: BULK_JOB_STORE, useClass: PostgresBulkJobStore },
  ],
  exports: [BULK_JOB_STORE],
})
export class BulkJobStoreModule {}
