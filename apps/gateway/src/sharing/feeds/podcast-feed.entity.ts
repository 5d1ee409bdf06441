import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { LibraryEntity } from '../../people/libraries/library.entity.js';
import { UserEntity } from '../../people/users/user.entity.js';

/** A feed of recordings for podcast apps. The code in its address is not stored, nor are addresses of those who fetch it. */
@Entity('podcast_feed')
@Index('podcast_feed_by_library', ['libraryId', 'createdAt'])
@Check('podcast_feed_media_check', `media in ('audio', 'video')`)
export class PodcastFeedEntity {
  @PrimaryColumn('char', { length: 26 }) readonly id!: string;
  @Column('char', { length: 64, unique: true }) readonly hash!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => LibraryEntity, { onDelete: 'CASCADE' }) readonly libraryId!: string;
  @Column('text', { nullable: true }) readonly tag!: string | null;
  @Column('text') readonly title!: string;
  @Column('text') readonly description!: string;
  @Column('text', { nullable: true }) readonly language!: string | null;
  @Column('text') readonly media!: string;
  @Column('boolean') readonly asksFirst!: boolean;
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
