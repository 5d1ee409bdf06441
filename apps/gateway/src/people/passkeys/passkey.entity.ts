import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { UserEntity } from '../users/user.entity.js';

/** A key with which an authenticator signs its user in. Only the public part is known here. */
@Entity('passkey')
@Index('passkey_by_user', ['userId', 'createdAt'])
export class PasskeyEntity {
  @PrimaryColumn('char', { length: 26 }) readonly id!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => UserEntity) readonly userId!: string;
  @Column('text', { unique: true }) readonly credentialId!: string;
  @Column('bytea') readonly publicKey!: Buffer;
  /** The driver reads a `bigint` as text. */
  @Column('bigint') readonly counter!: string;
  @Column('text', { array: true }) readonly transports!: string[];
  @Column('boolean') readonly backedUp!: boolean;
  @Column('text') readonly name!: string;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
  @Column('timestamptz', { nullable: true }) readonly lastUsedAt!: Date | null;
}

/** A question that one authenticator answers once. */
@Entity('passkey_challenge')
export class PasskeyChallengeEntity {
  @PrimaryColumn('char', { length: 64 }) readonly hash!: string;
  /** A sign-in, or the hash of a cookie: nobody else may answer. */
  @Column('text') readonly boundTo!: string;
  @Column('timestamptz') @Index('passkey_challenge_by_expiry') readonly expiresAt!: Date;
}
