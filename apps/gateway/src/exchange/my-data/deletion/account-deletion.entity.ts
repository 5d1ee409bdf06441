import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { UserEntity } from '../../../people/users/user.entity.js';
import type { DeletionCounts, DeletionProblem } from './account-deletion.js';
import type { LibraryPlan } from './plan.js';

@Entity('account_deletion')
@Check('account_deletion_state_check', `state in ('running', 'done')`)
@Index('account_deletion_by_user', ['userId'], { unique: true })
export class AccountDeletionEntity {
  @PrimaryColumn('char', { length: 26 }) readonly id!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => UserEntity) readonly userId!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => UserEntity) readonly requestedBy!: string;
  @Column('text', { default: 'running' }) readonly state!: 'running' | 'done';
  @Column('jsonb') readonly plan!: LibraryPlan[];
  @Column('jsonb') readonly counts!: DeletionCounts;
  @Column('integer', { default: 0 }) readonly items!: number;
  @Column('integer', { nullable: true }) readonly totalItems!: number | null;
  @Column('integer', { default: 0 }) readonly failedItems!: number;
  @Column('text', { nullable: true }) readonly problem!: DeletionProblem | null;
  @Column('integer', { default: 0 }) readonly attempts!: number;
  /** Id of the runner that works on the deletion. A crashed runner's claim ends with its lease. */
  @Column('uuid', { nullable: true }) readonly claim!: string | null;
  @Column('timestamptz', { nullable: true }) readonly leaseUntil!: Date | null;
  @Column('timestamptz') readonly startsAt!: Date;
  @Column('timestamptz') readonly dueAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
  @Column('timestamptz', { nullable: true }) readonly endedAt!: Date | null;
}
