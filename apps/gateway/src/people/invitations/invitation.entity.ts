import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { LibraryEntity } from '../libraries/library.entity.js';
import { UserEntity } from '../users/user.entity.js';

/** An invitation to a library for one person. The code of its link is not stored. */
@Entity('library_invitation')
@Index('library_invitation_by_library', ['libraryId', 'createdAt'])
@Check('library_invitation_role_check', `role in ('viewer', 'operator', 'owner')`)
export class InvitationEntity {
  @PrimaryColumn('char', { length: 26 }) readonly id!: string;
  @Column('char', { length: 64, unique: true }) readonly hash!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => LibraryEntity, { onDelete: 'CASCADE' }) readonly libraryId!: string;
  @Column('text') readonly role!: string;
  @Column('text', { nullable: true }) readonly note!: string | null;
  @Column('char', { length: 26 }) @ForeignKey(() => UserEntity, { onDelete: 'CASCADE' }) readonly madeBy!: string;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
  @Column('timestamptz') @Index('library_invitation_by_expiry') readonly expiresAt!: Date;
  @Column('timestamptz', { nullable: true }) readonly usedAt!: Date | null;
  @Column('char', { length: 26, nullable: true }) @ForeignKey(() => UserEntity, { onDelete: 'SET NULL' }) readonly usedBy!:
    | string
    | null;
  @Column('timestamptz', { nullable: true }) readonly revokedAt!: Date | null;
}
