import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { LibraryEntity } from '../people/libraries/library.entity.js';
import { UserEntity } from '../people/users/user.entity.js';

/** A link that opens one item without an account. Its code is not stored, nor are addresses of those who open it. */
@Entity('share_link')
@Index('share_link_by_library', ['libraryId', 'createdAt'])
@Index('share_link_by_item', ['itemId'])
@Check('share_link_kind_check', `kind in ('recording', 'document')`)
export class ShareLinkEntity {
  @PrimaryColumn('char', { length: 26 }) readonly id!: string;
  @Column('char', { length: 64, unique: true }) readonly hash!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => LibraryEntity, { onDelete: 'CASCADE' }) readonly libraryId!: string;
  @Column('uuid') readonly itemId!: string;
  @Column('text') readonly kind!: string;
  @Column('text', { nullable: true }) readonly passwordHash!: string | null;
  @Column('boolean') readonly download!: boolean;
  @Column('char', { length: 26 }) @ForeignKey(() => UserEntity, { onDelete: 'CASCADE' }) readonly madeBy!: string;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
  @Column('timestamptz') @Index('share_link_by_expiry') readonly expiresAt!: Date;
  @Column('integer', { default: 0 }) readonly opens!: number;
  @Column('timestamptz', { nullable: true }) readonly lastOpenedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) readonly revokedAt!: Date | null;
  @Column('char', { length: 26, nullable: true }) @ForeignKey(() => UserEntity, { onDelete: 'SET NULL' }) readonly revokedBy!:
    | string
    | null;
}
