import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { LibraryEntity } from '../../people/libraries/library.entity.js';
import { UserEntity } from '../../people/users/user.entity.js';

/**
 * Recordings that people without an account play. The code in the address is not stored, nor are addresses of those who fetch it.
 * The table has the name of its first kind, because gateways of the release before run beside this one during an update.
 */
@Entity('podcast_feed')
@Index('podcast_feed_by_library', ['libraryId', 'createdAt'])
@Check('podcast_feed_media_check', `media in ('audio', 'video')`)
@Check('podcast_feed_kind_check', `kind in ('feed', 'embed')`)
export class PublishedSetEntity {
  @PrimaryColumn('char', { length: 26 }) readonly id!: string;
  @Column('char', { length: 64, unique: true }) readonly hash!: string;
  @Column('text', { default: 'feed' }) readonly kind!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => LibraryEntity, { onDelete: 'CASCADE' }) readonly libraryId!: string;
  @Column('text', { nullable: true }) readonly tag!: string | null;
  @Column('text') readonly title!: string;
  @Column('text') readonly description!: string;
  @Column('text', { nullable: true }) readonly language!: string | null;
  @Column('text') readonly media!: string;
  @Column('boolean') readonly asksFirst!: boolean;
  @Column('text', { array: true, default: [] }) readonly origins!: string[];
  @Column('char', { length: 26 }) @ForeignKey(() => UserEntity, { onDelete: 'CASCADE' }) readonly madeBy!: string;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
  @Column('timestamptz', { nullable: true }) readonly renewedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) readonly expiresAt!: Date | null;
  @Column('integer', { default: 0 }) readonly fetches!: number;
  @Column('timestamptz', { nullable: true }) readonly lastFetchedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) readonly revokedAt!: Date | null;
  @Column('char', { length: 26, nullable: true }) @ForeignKey(() => UserEntity, { onDelete: 'SET NULL' }) readonly revokedBy!:
    | string
    | null;
}
