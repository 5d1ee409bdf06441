import type { CheckItem, MetadataPatterns, OutputConfig } from '@throughline/contracts';
import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { CredentialEntity } from '../../credentials/credential.entity.js';
import { LibraryEntity } from '../../people/libraries/library.entity.js';

/** The table keeps its former name, because a gateway of the release before can run at the same time. */
@Entity('preset')
@Index('preset_by_name', ['libraryId', 'name'], { unique: true })
export class OwnOutputEntity {
  /** The driver returns 64-bit integers as text. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) readonly id!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => LibraryEntity) readonly libraryId!: string;
  @Column('text') readonly name!: string;
  @Column('text') readonly type!: string;
  @Column('jsonb') readonly settings!: OutputConfig['settings'];
  @Column('bigint', { nullable: true })
  @ForeignKey(() => CredentialEntity, { onDelete: 'RESTRICT' })
  readonly credentialId!: string | null;
  @Column('jsonb', { default: {} }) readonly patterns!: MetadataPatterns;
  @Column('integer', { default: 1 }) readonly revision!: number;
  @Column('timestamptz', { nullable: true }) readonly testedAt!: Date | null;
  @Column('jsonb', { nullable: true }) readonly testItems!: readonly CheckItem[] | null;
  @Column('uuid', { nullable: true }) readonly testGrant!: string | null;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) readonly updatedAt!: Date;
}
