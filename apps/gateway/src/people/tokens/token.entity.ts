import { Check, Column, Entity, ForeignKey, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { LibraryEntity } from '../libraries/library.entity.js';
import { UserEntity } from '../users/user.entity.js';

/** An API token, stored as a hash. A revoked token's row stays, so that a restart cannot create it again. */
@Entity('token')
@Index('token_by_user', ['userId', 'createdAt'])
@Check('token_scopes_check', `scopes <@ array['read','write','admin'] and cardinality(scopes) > 0`)
export class TokenEntity {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('char', { length: 26 }) readonly userId!: string;
  @ManyToOne(() => UserEntity) @JoinColumn({ name: 'user_id' }) readonly user!: UserEntity;
  @Column('char', { length: 26 }) @ForeignKey(() => LibraryEntity, { onDelete: 'CASCADE' }) readonly libraryId!: string;
  @Column('text') readonly name!: string;
  @Column('text', { array: true }) readonly scopes!: string[];
  @Column('char', { length: 64, unique: true }) readonly hash!: string;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
  @Column('timestamptz', { nullable: true }) readonly expiresAt!: Date | null;
  @Column('timestamptz', { nullable: true }) readonly lastUsedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) readonly revokedAt!: Date | null;
  /** The administrator who made the token for its user. */
  @Column('char', { length: 26, nullable: true }) @ForeignKey(() => UserEntity, { onDelete: 'SET NULL' }) readonly madeBy!:
    | string
    | null;
}
