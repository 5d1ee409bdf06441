import { Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { LibraryEntity } from '../people/libraries/library.entity.js';
import { UserEntity } from '../people/users/user.entity.js';

/** A credential without its secret, which is stored on the bus. */
@Entity('credential')
@Index('credential_by_library', ['libraryId', 'id'])
export class CredentialEntity {
  /** The driver returns 64-bit integers as text. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) readonly id!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => LibraryEntity) readonly libraryId!: string;
  @Column('text') readonly type!: string;
  @Column('text') readonly name!: string;
  @Column('uuid') readonly grantId!: string;
  @Column('text', { nullable: true }) readonly sealedClient!: string | null;
  @Column('text', { nullable: true }) readonly account!: string | null;
  @Column('text', { nullable: true }) readonly accountId!: string | null;
  @Column('timestamptz', { nullable: true }) readonly connectedAt!: Date | null;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
}

/** A pending consent, by the hash of the state that the provider sends back. */
@Entity('consent')
export class ConsentEntity {
  @PrimaryColumn('char', { length: 64 }) readonly stateHash!: string;
  @Column('bigint') @ForeignKey(() => CredentialEntity, { onDelete: 'CASCADE' }) readonly credentialId!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => UserEntity) readonly userId!: string;
  @Column('text') readonly sealed!: string;
  @Column('timestamptz') @Index('consent_by_expiry') readonly expiresAt!: Date;
}
