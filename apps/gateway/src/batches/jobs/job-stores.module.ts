import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { JobEntity, JobRunEntity } from './job.entity.js';
import { JOB_STORE } from './job-store.js';
import { PostgresJobStore } from './job-store.postgres.js';

@Module({
  imports: [TypeOrmModule.forFeature([JobEntity, JobRunEntity])],
  providers: [{ provide: JOB_STORE, useClass: PostgresJobStore }],
  exports: [JOB_STORE],
})
export class JobStoreModule {}
