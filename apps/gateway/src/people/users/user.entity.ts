import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';

/** A user of this server. Ids are ULIDs (USR-08). */
@Entity('user')
@Check('user_name_check', `name <> ''`)
@Check('user_role_check', `role in ('viewer', 'operator', 'admin')`)
export class UserEntity {
  @PrimaryColumn('char', { length: 26 }) readonly id!: string;
  @Column('text', { unique: true }) readonly name!: string;
  @Column('text') readonly role!: string;
  @Column('char', { length: 26 }) readonly libraryId!: string;
  /** The user whose library this user works in. */
  @ManyToOne(() => UserEntity) @JoinColumn({ name: 'library_id' }) readonly library!: UserEntity;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
  /** The default of this user's library. Null: the language of new items is detected. */
  @Column('text', { nullable: true }) readonly defaultLanguage!: string | null;
  @Column('timestamptz', { nullable: true }) readonly disabledAt!: Date | null;
  /** The terms of this user's library. They are not loaded with the user, because every request loads a user. */
  @Column('text', { array: true, default: [], select: false }) readonly vocabulary!: string[];
  /** The settings of this user's library: templates/template.ts. Loaded with its templates. */
  @Column('jsonb', { nullable: true, select: false }) readonly settings!: object | null;
  @Column('integer', { default: 1, select: false }) readonly settingsRevision!: number;
}
