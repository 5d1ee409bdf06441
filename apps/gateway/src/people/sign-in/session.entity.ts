import { Check, Column, Entity, ForeignKey, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { LibraryEntity } from '../libraries/library.entity.js';
import { UserEntity } from '../users/user.entity.js';

/** A link that signs a user in once. */
@Entity('sign_in_link')
@Check('sign_in_link_scopes_check', `scopes <@ array['read','write','admin'] and cardinality(scopes) > 0`)
export class SignInLinkEntity {
  @PrimaryColumn('char', { length: 64 }) readonly hash!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => UserEntity) readonly userId!: string;
  @Column('text', { array: true }) readonly scopes!: string[];
  @Column('char', { length: 26 }) @ForeignKey(() => UserEntity) readonly madeBy!: string;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
  @Column('timestamptz') @Index('sign_in_link_by_expiry') readonly expiresAt!: Date;
  @Column('timestamptz', { nullable: true }) readonly usedAt!: Date | null;
}

/** A sign-in of a browser. */
@Entity('session')
@Index('session_by_user', ['userId', 'createdAt'])
@Check('session_scopes_check', `scopes <@ array['read','write','admin'] and cardinality(scopes) > 0`)
export class SessionEntity {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('char', { length: 26 }) readonly userId!: string;
  @ManyToOne(() => UserEntity) @JoinColumn({ name: 'user_id' }) readonly user!: UserEntity;
  /** The library that the sign-in works in, while its user is a member. */
  @Column('char', { length: 26 }) @ForeignKey(() => LibraryEntity) readonly libraryId!: string;
  @Column('text', { array: true }) readonly scopes!: string[];
  @Column('char', { length: 64, unique: true }) readonly hash!: string;
  @Column('text', { nullable: true }) readonly client!: string | null;
  @Column('text', { nullable: true }) readonly address!: string | null;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) readonly lastUsedAt!: Date;
  @Column('timestamptz') @Index('session_by_expiry') readonly expiresAt!: Date;
  @Column('timestamptz', { nullable: true }) readonly revokedAt!: Date | null;
}
