import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { UserEntity } from '../../people/users/user.entity.js';
import { PublishedSetEntity } from './published-set.entity.js';

/** A recording that a set lists, or that a person has left out of it. */
@Entity('podcast_item')
@Index('podcast_item_by_item', ['itemId'])
export class PublishedItemEntity {
  @PrimaryColumn('char', { length: 26 }) @ForeignKey(() => PublishedSetEntity, { onDelete: 'CASCADE' }) readonly feedId!: string;
  @PrimaryColumn('uuid') readonly itemId!: string;
  @Column('char', { length: 26, unique: true }) readonly episodeId!: string;
  @Column('boolean') readonly isListed!: boolean;
  @Column('timestamptz') readonly registeredAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) readonly decidedAt!: Date;
  @Column('char', { length: 26, nullable: true }) @ForeignKey(() => UserEntity, { onDelete: 'SET NULL' }) readonly decidedBy!:
    | string
    | null;
}
