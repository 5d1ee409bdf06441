import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { LibraryEntity } from '../../people/libraries/library.entity.js';
import { UserEntity } from '../../people/users/user.entity.js';
import type { UploadMetadata, UploadOutcome } from './upload.js';

@Entity('upload')
@Index('upload_open_by_user', ['userId'], { where: 'outcome is null' })
@Index('upload_whole', ['grownAt'], { where: 'outcome is null and received = length' })
@Check('upload_length_check', 'length > 0')
@Check('upload_check', 'received between 0 and length')
@Check('upload_check1', 'outcome is not null or words is not null')
export class UploadEntity {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => UserEntity) readonly userId!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => LibraryEntity) readonly libraryId!: string;
  @Column('uuid', { unique: true }) readonly recordingId!: string;
  /** The driver returns 64-bit integers as text. */
  @Column('bigint') readonly length!: string;
  @Column('bigint', { default: 0 }) readonly received!: string;
  @Column('jsonb', { nullable: true }) readonly words!: UploadMetadata | null;
  @Column('jsonb', { nullable: true }) readonly outcome!: UploadOutcome | null;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) readonly grownAt!: Date;
  @Column('timestamptz') @Index('upload_by_expiry') readonly expiresAt!: Date;
}

@Entity('upload_piece')
@Check('upload_piece_size_check', 'size > 0')
export class UploadPieceEntity {
  @PrimaryColumn('uuid') @ForeignKey(() => UploadEntity, { onDelete: 'CASCADE' }) readonly uploadId!: string;
  @PrimaryColumn('bigint') readonly start!: string;
  @Column('bigint') readonly size!: string;
  @Column('text') readonly key!: string;
}
