import { Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { LibraryEntity } from '../people/libraries/library.entity.js';

@Entity('document_rule')
// The index is on lower(name), which TypeORM cannot describe.
@Index('document_rule_by_name', { synchronize: false })
export class DocumentRuleEntity {
  /** The driver returns 64-bit integers as text. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) readonly id!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => LibraryEntity, { onDelete: 'CASCADE' }) readonly libraryId!: string;
  @Column('uuid') readonly key!: string;
  @Column('text') readonly name!: string;
  @Column('text') readonly sender!: string;
  @Column('text', { array: true }) readonly tags!: string[];
  @Column('text', { nullable: true }) readonly type!: string | null;
  @Column('boolean') readonly isEnabled!: boolean;
  @Column('integer', { default: 1 }) readonly revision!: number;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) readonly updatedAt!: Date;
}

/** A suggestion that people do not want. Its id is a hash, so the row has no sender. */
@Entity('dismissed_rule')
export class DismissedRuleEntity {
  @PrimaryColumn('char', { length: 26 }) @ForeignKey(() => LibraryEntity, { onDelete: 'CASCADE' }) readonly libraryId!: string;
  @PrimaryColumn('uuid') readonly suggestion!: string;
}
