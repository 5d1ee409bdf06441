import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { UserEntity } from '../people/users/user.entity.js';

@Entity('template')
// The index is on lower(name), which TypeORM cannot describe.
@Index('template_by_name', { synchronize: false })
export class TemplateEntity {
  /** The driver returns 64-bit integers as text. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) readonly id!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => UserEntity) readonly libraryId!: string;
  @Column('text') readonly name!: string;
  @Column('boolean') readonly isDraft!: boolean;
  @Column('jsonb') readonly config!: object;
  @Column('jsonb', { nullable: true }) readonly matchingRules!: object | null;
  @Column('integer', { default: 1 }) readonly revision!: number;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) readonly updatedAt!: Date;
}
