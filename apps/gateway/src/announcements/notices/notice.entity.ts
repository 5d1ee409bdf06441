import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { LibraryEntity } from '../../people/libraries/library.entity.js';
import type { NoticeKind } from './notice.js';

@Entity('notice_setting')
export class NoticeSettingEntity {
  @PrimaryColumn('char', { length: 26 }) @ForeignKey(() => LibraryEntity) readonly libraryId!: string;
  /** Null after the removal. The row remains, because it limits the confirmations. */
  @Column('text', { nullable: true }) readonly sealedEmail!: string | null;
  @Column('text', { array: true }) readonly kinds!: NoticeKind[];
  @Column('timestamptz', { nullable: true }) readonly confirmedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) readonly confirmationAt!: Date | null;
  /** True: the present causes are stored without a notice. */
  @Column('boolean', { default: true }) readonly baselineDue!: boolean;
  @Column('timestamptz', { nullable: true }) readonly lastSentAt!: Date | null;
  @Column('text', { nullable: true }) readonly problem!: string | null;
  @Column('timestamptz', { default: () => 'now()' }) readonly nextLookAt!: Date;
  @Column('uuid', { nullable: true }) readonly claim!: string | null;
  @Column('timestamptz', { nullable: true }) readonly leaseUntil!: Date | null;
  @Column('integer', { default: 1 }) readonly revision!: number;
}

@Entity('notice_cause')
export class NoticeCauseEntity {
  @PrimaryColumn('char', { length: 26 })
  @ForeignKey(() => NoticeSettingEntity, { onDelete: 'CASCADE' })
  readonly libraryId!: string;
  @PrimaryColumn('text') readonly key!: string;
  @Column('timestamptz', { default: () => 'now()' }) readonly foundAt!: Date;
  @Column('timestamptz', { nullable: true }) readonly noticedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) readonly absentSince!: Date | null;
}
