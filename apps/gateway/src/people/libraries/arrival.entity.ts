import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { LibraryEntity } from './library.entity.js';

/** An item on its way into a library, from before its event is appended until its row is projected. */
@Entity('arrival')
export class ArrivalEntity {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('uuid') readonly assetId!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => LibraryEntity) @Index('arrival_by_library') readonly libraryId!: string;
  /** Null until the log has confirmed the event. */
  @Column('bigint', { nullable: true }) readonly position!: string | null;
  @Column('timestamptz') @Index('arrival_by_expiry') readonly expiresAt!: Date;
}
