import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { LibraryEntity } from '../people/libraries/library.entity.js';

@Entity('template')
// The index is on lower(name), which TypeORM cannot describe.
@Index('template_by_name', { synchronize: false })
export class TemplateEntity {
  /** The driver returns 64-bit integers as text. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) readonly id!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => LibraryEntity) readonly libraryId!: string;
  @Column('text') readonly name!: string;
  @Column('boolean') readonly isDraft!: boolean;
  @Column('jsonb') readonly config!: object;
  @Column('jsonb', { nullable: true }) readonly matchingRules!: object | null;
  @Column('integer', { default: 1 }) readonly revision!: number;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) readonly updatedAt!: Date;
}
