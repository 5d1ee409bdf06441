import { Check, Column, Entity, Index, JoinColumn, ManyToOne, OneToMany, PrimaryColumn } from 'typeorm';
import { LibraryEntity } from '../libraries/library.entity.js';

/** A user of this server. Ids are ULIDs (USR-08). */
@Entity('user')
@Check('user_name_check', `name <> ''`)
@Check('user_role_check', `role in ('viewer', 'operator', 'admin')`)
export class UserEntity {
  @PrimaryColumn('char', { length: 26 }) readonly id!: string;
  /** Null for a deleted user, whose row stays because items and entries refer to its id. */
  @Column('text', { unique: true, nullable: true }) readonly name!: string | null;
  @Column('text') readonly role!: string;
  /** The library in which new sign-ins start. */
  @Column('char', { length: 26 }) readonly libraryId!: string;
  @ManyToOne(() => LibraryEntity) @JoinColumn({ name: 'library_id' }) readonly library!: LibraryEntity;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
  @Column('timestamptz', { nullable: true }) readonly disabledAt!: Date | null;
  @Column('timestamptz', { nullable: true }) readonly deletionRequestedAt!: Date | null;
  @OneToMany(() => LibraryMemberEntity, ({ user }) => user) readonly memberships!: LibraryMemberEntity[];
}

/** The role of a user in a library. In this file, because modules that import each other cannot both load first. */
@Entity('library_member')
@Index('library_member_by_user', ['userId'])
@Check('library_member_role_check', `role in ('viewer', 'operator', 'owner')`)
export class LibraryMemberEntity {
  @PrimaryColumn('char', { length: 26 }) readonly libraryId!: string;
  @ManyToOne(() => LibraryEntity, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'library_id' }) readonly library!: LibraryEntity;
  @PrimaryColumn('char', { length: 26 }) readonly userId!: string;
  @ManyToOne(() => UserEntity, ({ memberships }) => memberships) @JoinColumn({ name: 'user_id' }) readonly user!: UserEntity;
  @Column('text') readonly role!: string;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
}
