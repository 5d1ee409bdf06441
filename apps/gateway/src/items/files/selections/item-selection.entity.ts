import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { LibraryEntity } from '../../../people/libraries/library.entity.js';
import { UserEntity } from '../../../people/users/user.entity.js';
import type { ArchivedPart } from '../selection-archive.js';

/** The items of an archive that a person is about to download. */
@Entity('item_selection')
@Index('item_selection_by_user', ['userId', 'expiresAt'])
@Check('item_selection_files_check', `files in ('all', 'texts')`)
export class ItemSelectionEntity {
  @PrimaryColumn('char', { length: 26 }) readonly id!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => UserEntity, { onDelete: 'CASCADE' }) readonly userId!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => LibraryEntity, { onDelete: 'CASCADE' }) readonly libraryId!: string;
  @Column('uuid', { array: true }) readonly itemIds!: string[];
  @Column('text') readonly files!: ArchivedPart;
  @Column('timestamptz') @Index('item_selection_by_expiry') readonly expiresAt!: Date;
}
