import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { PlanChange, PlanPart } from '../../items/index.js';
import { LibraryEntity } from '../../people/libraries/library.entity.js';
import { UserEntity } from '../../people/users/user.entity.js';
import type { BulkCount, BulkNoun, BulkState, Finding, Outcome, Verdict } from './bulk-command.js';

/** A count with the position of the first of its items, which gives its order and detail. */
export type StoredCount<Word extends string> = BulkCount<Word> & { readonly first: number };

/**
 * One command on a fixed set of items. The body is sealed, as it may hold words of people. Its table, indexes and `job_id` keep the
 * name that bulk commands had before, because a gateway of the former release may run beside this one.
 */
@Entity('bulk_job')
@Check('bulk_job_state_check', `state in ('previewing', 'previewed', 'running', 'stopping', 'stopped', 'done')`)
@Index('bulk_job_by_library', ['libraryId', 'createdAt'], { where: 'started_at is not null' })
@Index('bulk_job_active', ['createdAt'], { where: `state in ('previewing', 'running', 'stopping')` })
export class BulkCommandEntity {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => LibraryEntity) readonly libraryId!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => UserEntity) readonly requestedBy!: string;
  @Column('char', { length: 26, nullable: true }) @ForeignKey(() => UserEntity) readonly executedBy!: string | null;
  @Column('text') readonly noun!: BulkNoun;
  @Column('text') readonly action!: string;
  @Column('text') readonly sealedBody!: string;
  @Column('text', { default: 'previewing' }) readonly state!: BulkState;
  @Column('integer') readonly total!: number;
  /** Counted with each change of the items, so that a list of bulk commands need not count. */
  @Column('jsonb', { default: [] }) readonly verdicts!: StoredCount<Verdict>[];
  @Column('jsonb', { default: [] }) readonly outcomes!: StoredCount<Outcome>[];
  @Column('integer', { default: 0 }) readonly changedSincePreview!: number;
  /** The settings of the library when the preview was requested, by hashes. */
  @Column('jsonb', { default: [] }) readonly planParts!: PlanPart[];
  /** Keys of those that verdicts were based on. */
  @Column('text', { array: true, default: [] }) readonly usedParts!: string[];
  @Column('jsonb', { default: [] }) readonly planChanges!: PlanChange[];
  /** Id of the runner that works on the bulk command. A crashed runner's claim ends with its lease. */
  @Column('uuid', { nullable: true }) readonly claim!: string | null;
  @Column('timestamptz', { nullable: true }) readonly leaseUntil!: Date | null;
  @Column('timestamptz', { nullable: true }) readonly waitingSince!: Date | null;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
  @Column('timestamptz', { nullable: true }) readonly startedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) readonly endedAt!: Date | null;
  @Column('timestamptz') @Index('bulk_job_by_expiry') readonly expiresAt!: Date;
}

@Entity('bulk_item')
export class BulkItemEntity {
  @PrimaryColumn('uuid', { name: 'job_id' })
  @ForeignKey(() => BulkCommandEntity, { onDelete: 'CASCADE' })
  readonly bulkId!: string;
  @PrimaryColumn('integer') readonly position!: number;
  @Column('uuid') readonly itemId!: string;
  /** The revision on which the preview decided. */
  @Column('text', { nullable: true }) readonly revision!: string | null;
  @Column('text', { nullable: true }) readonly verdict!: Verdict | null;
  @Column('jsonb', { nullable: true }) readonly preview!: Finding | null;
  @Column('text', { nullable: true }) readonly outcome!: Outcome | null;
  @Column('jsonb', { nullable: true }) readonly result!: Finding | null;
  /** Execution decided on another revision than the preview. */
  @Column('boolean', { default: false }) readonly changed!: boolean;
  @Column('timestamptz', { nullable: true }) readonly endedAt!: Date | null;
}
