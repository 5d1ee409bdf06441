import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { UserEntity } from '../../../people/users/user.entity.js';
import type { ExportProblem, ExportState, StoredArchive } from './data-export.js';

@Entity('data_export')
@Check('data_export_state_check', `state in ('running', 'ready', 'failed')`)
@Index('data_export_running', ['userId'], { unique: true, where: `state = 'running'` })
@Index('data_export_by_user', ['userId', 'createdAt'])
export class DataExportEntity {
  @PrimaryColumn('char', { length: 26 }) readonly id!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => UserEntity) readonly userId!: string;
  @Column('text', { default: 'running' }) readonly state!: ExportState;
  @Column('integer', { default: 0 }) readonly items!: number;
  @Column('integer', { nullable: true }) readonly totalItems!: number | null;
  @Column('bigint', { default: 0 }) readonly bytes!: string;
  @Column('jsonb', { nullable: true }) readonly archive!: StoredArchive | null;
  @Column('text', { nullable: true }) readonly problem!: ExportProblem | null;
  @Column('integer', { default: 0 }) readonly attempts!: number;
  /** Id of the runner that writes the archive. A crashed runner's claim ends with its lease. */
  @Column('uuid', { nullable: true }) readonly claim!: string | null;
  @Column('timestamptz', { nullable: true }) readonly leaseUntil!: Date | null;
  @Column('timestamptz', { nullable: true }) readonly waitingSince!: Date | null;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
  @Column('timestamptz', { nullable: true }) readonly endedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) @Index('data_export_by_expiry') readonly expiresAt!: Date | null;
}
