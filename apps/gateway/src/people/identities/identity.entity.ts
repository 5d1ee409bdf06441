import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { SessionEntity } from '../sign-in/session.entity.js';
import { UserEntity } from '../users/user.entity.js';

/** An account at an identity provider. Ids are ULIDs. */
@Entity('identity')
@Index('identity_by_subject', ['issuer', 'subject'], { unique: true })
@Index('identity_by_user', ['userId'])
@Check('identity_claimed_role_check', `claimed_role in ('viewer', 'operator', 'admin')`)
export class IdentityEntity {
  @PrimaryColumn('char', { length: 26 }) readonly id!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => UserEntity, { onDelete: 'CASCADE' }) readonly userId!: string;
  @Column('text') readonly issuer!: string;
  @Column('text') readonly subject!: string;
  @Column('text') readonly label!: string;
  @Column('text', { nullable: true }) readonly claimedRole!: string | null;
  /** True if its first sign-in has created the user, who then needs no links of an administrator. */
  @Column('boolean', { default: false }) readonly createdUser!: boolean;
  @Column('timestamptz', { default: () => 'now()' }) readonly connectedAt!: Date;
  @Column('timestamptz', { nullable: true }) readonly lastUsedAt!: Date | null;
}

/** The start of a sign-in. The secrets of the flow derive from the browser's cookie, so the row opens nothing. */
@Entity('identity_start')
export class IdentityStartEntity {
  @PrimaryColumn('char', { length: 64 }) readonly stateHash!: string;
  @Column('char', { length: 64 }) readonly browserHash!: string;
  @Column('char', { length: 26, nullable: true }) @ForeignKey(() => UserEntity, { onDelete: 'CASCADE' }) readonly userId!:
    | string
    | null;
  @Column('timestamptz') @Index('identity_start_by_expiry') readonly expiresAt!: Date;
}

/** A sign-in that an account has opened. */
@Entity('identity_session')
@Index('identity_session_by_identity', ['identityId'])
export class IdentitySessionEntity {
  @PrimaryColumn('uuid') @ForeignKey(() => SessionEntity, { onDelete: 'CASCADE' }) readonly sessionId!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => IdentityEntity, { onDelete: 'CASCADE' }) readonly identityId!: string;
}
