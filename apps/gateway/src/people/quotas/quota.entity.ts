import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { UserEntity } from '../users/user.entity.js';
import type { QuotaName } from '@throughline/contracts';

/** The limits of a user that differ from the operator's. */
@Entity('quota_limit')
export class QuotaLimitEntity {
  @PrimaryColumn('char', { length: 26 }) @ForeignKey(() => UserEntity) readonly userId!: string;
  @Column('jsonb') readonly limits!: object;
  @Column('integer') readonly revision!: number;
}

/** A part of a quota that work in progress holds, or that a step waits for. */
@Entity('quota_hold')
@Check('quota_hold_state_check', `state in ('held', 'waiting')`)
@Index('quota_hold_by_owner', ['owner'], { where: `state = 'held'` })
@Index('quota_hold_waiting', ['since'], { where: `state = 'waiting'` })
export class QuotaHoldEntity {
  @PrimaryColumn('uuid') readonly assetId!: string;
  /** Empty for a registration. */
  @PrimaryColumn('text') readonly step!: string;
  @PrimaryColumn('text') readonly quota!: QuotaName;
  @Column('char', { length: 26 }) readonly owner!: string;
  @Column('integer') readonly attempt!: number;
  @Column('double precision') readonly amount!: number;
  @Column('text') readonly state!: 'held' | 'waiting';
  @Column('timestamptz', { default: () => 'now()' }) readonly since!: Date;
  /** Null: until the attempt has ended. */
  @Column('timestamptz', { nullable: true }) readonly expiresAt!: Date | null;
}
