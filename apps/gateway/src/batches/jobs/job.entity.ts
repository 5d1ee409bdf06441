import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { LibraryEntity } from '../../people/libraries/library.entity.js';
import { UserEntity } from '../../people/users/user.entity.js';
import type { JobRunCause, JobRunState } from './job.js';

@Entity('job')
// The index is on lower(name), which TypeORM cannot describe.
@Index('job_by_name', { synchronize: false })
export class JobEntity {
  /** The driver returns 64-bit integers as text. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) readonly id!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => LibraryEntity) readonly libraryId!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => UserEntity) readonly changedBy!: string;
  @Column('text') readonly name!: string;
  @Column('boolean') readonly isEnabled!: boolean;
  @Column('jsonb') readonly schedule!: object;
  /** The templates, days, filters and settings of its runs. */
  @Column('jsonb') readonly task!: object;
  @Column('timestamptz', { default: () => 'now()' }) readonly scheduledSince!: Date;
  /** The last time of the schedule that a run was started for. */
  @Column('timestamptz', { nullable: true }) readonly coveredUntil!: Date | null;
  @Column('integer', { default: 1 }) readonly revision!: number;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) readonly updatedAt!: Date;
}

@Entity('job_run')
@Check('job_run_state_check', `state in ('running', 'done', 'failed')`)
@Index('job_run_by_occurrence', ['jobId', 'occurrence'], { unique: true })
@Index('job_run_active', ['jobId'], { unique: true, where: `state = 'running'` })
@Index('job_run_by_start', ['jobId', 'startedAt'])
export class JobRunEntity {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('bigint') @ForeignKey(() => JobEntity, { onDelete: 'CASCADE' }) readonly jobId!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => LibraryEntity) readonly libraryId!: string;
  @Column('text', { default: 'running' }) readonly state!: JobRunState;
  @Column('text') readonly cause!: JobRunCause;
  @Column('char', { length: 26 }) @ForeignKey(() => UserEntity) readonly requestedBy!: string;
  @Column('timestamptz', { nullable: true }) readonly occurrence!: Date | null;
  @Column('integer', { default: 0 }) readonly missed!: number;
  @Column('jsonb') readonly task!: object;
  @Column('timestamptz') readonly windowFrom!: Date;
  @Column('timestamptz') readonly windowTo!: Date;
  @Column('jsonb', { default: {} }) readonly report!: object;
  @Column('text', { nullable: true }) readonly problem!: string | null;
  /** Id of the runner that works on the run. A crashed runner's claim ends with its lease. */
  @Column('uuid', { nullable: true }) readonly claim!: string | null;
  @Column('timestamptz', { nullable: true }) readonly leaseUntil!: Date | null;
  @Column('timestamptz', { default: () => 'now()' }) readonly startedAt!: Date;
  @Column('timestamptz', { nullable: true }) readonly endedAt!: Date | null;
}
