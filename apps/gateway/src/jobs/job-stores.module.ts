import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { JobEntity, JobRunEntity } from './job.entity.js';
import { JOB_STORE } from './job-store.js';
import { PostgresJobStore } from './job-store.postgres.js';
import { NoSourceSync, SOURCE_SYNC } from './source-sync.js';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([JobEntity, JobRunEntity])],
  providers: [
    { provide: JOB_STORE, useClass: PostgresJobStore },
    { provide: SOURCE_SYNC, useClass: NoSourceSync },
  ],
  exports: [JOB_STORE, SOURCE_SYNC],
})
export class JobStoreModule {}
