import type { FieldMap } from '@throughline/contracts';
import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { CredentialEntity } from '../credentials/credential.entity.js';
import { LibraryEntity } from '../people/libraries/library.entity.js';

/** A channel. A removed row stays: items refer to its id, and its records elsewhere still have to be removed. */
@Entity('channel')
@Index('channel_by_name', ['libraryId', 'name'], { unique: true, where: 'removed_at is null' })
@Index('channel_by_secret', ['secretHash'], { where: 'removed_at is null' })
export class ChannelEntity {
  /** The driver returns 64-bit integers as text. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) readonly id!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => LibraryEntity) readonly libraryId!: string;
  @Column('text') readonly name!: string;
  @Column('text') readonly actionType!: string;
  @Column('jsonb') readonly fieldMap!: FieldMap;
  @Column('bigint', { nullable: true })
  @ForeignKey(() => CredentialEntity, { onDelete: 'RESTRICT' })
  readonly credentialId!: string | null;
  @Column('text', { nullable: true }) readonly dataSourceId!: string | null;
  @Column('text', { array: true }) readonly outputs!: string[];
  @Column('text') readonly language!: string;
  @Column('char', { length: 64 }) readonly secretHash!: string;
  @Column('integer', { default: 1 }) readonly version!: number;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) readonly updatedAt!: Date;
  @Column('timestamptz', { nullable: true }) readonly removedAt!: Date | null;
}
