import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { LibraryEntity } from '../people/libraries/library.entity.js';

/** Two items that a person has decided to keep, although they look the same. A decision about several items has a row for each pair. */
@Entity('kept_duplicate')
export class KeptDuplicateEntity {
  @PrimaryColumn('char', { length: 26 }) @ForeignKey(() => LibraryEntity, { onDelete: 'CASCADE' }) readonly libraryId!: string;
  /** Computed from the ids of its items, so that the same decision is stored once. */
  @PrimaryColumn('char', { length: 32 }) readonly decision!: string;
  /** The smaller id. */
  @PrimaryColumn('uuid') @Index('kept_duplicate_by_first') readonly firstId!: string;
  @PrimaryColumn('uuid') @Index('kept_duplicate_by_second') readonly secondId!: string;
  @Column('timestamptz', { default: () => 'now()' }) readonly keptAt!: Date;
}
