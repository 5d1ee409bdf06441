import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A library of items. The personal library of a user has the id of that user. */
@Entity('library')
@Check('library_name_check', `name <> ''`)
export class LibraryEntity {
  @PrimaryColumn('char', { length: 26 }) readonly id!: string;
  @Column('text') readonly name!: string;
  @Column('boolean', { name: 'personal', default: false }) readonly isPersonal!: boolean;
  /** Null: the language of new items is detected. */
  @Column('text', { nullable: true }) readonly defaultLanguage!: string | null;
  /** The terms are not loaded with the library, because every request loads one. */
  @Column('text', { array: true, default: [], select: false }) readonly vocabulary!: string[];
  /** The settings of templates/template.ts. Loaded with the templates. */
  @Column('jsonb', { nullable: true, select: false }) readonly settings!: object | null;
  @Column('integer', { default: 1, select: false }) readonly settingsRevision!: number;
  /** Counts changes of the name. */
  @Column('integer', { default: 1 }) readonly revision!: number;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
}
