import type { SourceConfig, SourceError } from '@throughline/contracts';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { CredentialEntity } from '../credentials/credential.entity.js';
import { LibraryEntity } from '../people/libraries/library.entity.js';
import type { SourceItemKind } from './source.js';
import type { SyncCounts, SyncTrigger } from './syncs/sync.js';

@Entity('source')
@Index('source_by_name', ['libraryId', 'nameKey'], { unique: true })
@Index('source_due', ['nextSyncAt'], { where: 'not paused' })
export class SourceEntity {
  /** The driver returns 64-bit integers as text. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) readonly id!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => LibraryEntity) readonly libraryId!: string;
  @Column('text') readonly name!: string;
  /** The name in small letters. */
  @Column('text') readonly nameKey!: string;
  @Column('text') readonly type!: string;
  @Column('jsonb') readonly settings!: SourceConfig['settings'];
  @Column('bigint', { nullable: true })
  @ForeignKey(() => CredentialEntity, { onDelete: 'RESTRICT' })
  readonly credentialId!: string | null;
  @Column('text') readonly brings!: SourceItemKind;
  /** No foreign key: a template may be deleted, and the next sync reports that. */
  @Column('bigint', { nullable: true }) readonly templateId!: string | null;
  @Column('boolean', { default: false }) readonly runs!: boolean;
  @Column('integer', { nullable: true }) readonly intervalMinutes!: number | null;
  @Column('boolean', { default: false }) readonly paused!: boolean;
  /** Id of the sync that has the source. The claim of a crashed gateway ends with its lease. */
  @Column('uuid', { nullable: true }) readonly claim!: string | null;
  @Column('timestamptz', { nullable: true }) readonly leaseUntil!: Date | null;
  @Column('text', { nullable: true }) readonly cursor!: string | null;
  @Column('timestamptz', { nullable: true }) readonly nextSyncAt!: Date | null;
  /** True: a pass from the beginning is due, for an item that was announced or is pending. */
  @Column('boolean', { default: false }) readonly passOwed!: boolean;
  @Column('integer', { default: 1 }) readonly revision!: number;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) readonly updatedAt!: Date;
}

@Entity('source_sync')
@Index('source_sync_by_source', ['sourceId', 'startedAt'])
export class SourceSyncEntity {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('bigint') @ForeignKey(() => SourceEntity, { onDelete: 'CASCADE' }) readonly sourceId!: string;
  @Column('text') readonly trigger!: SyncTrigger;
  @Column('boolean') readonly dryRun!: boolean;
  @Column('timestamptz', { nullable: true }) readonly windowFrom!: Date | null;
  @Column('timestamptz', { nullable: true }) readonly windowTo!: Date | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) readonly startedAt!: Date;
  @Column('timestamptz', { nullable: true }) readonly endedAt!: Date | null;
  @Column('jsonb', { nullable: true }) readonly counts!: SyncCounts | null;
  @Column('boolean', { default: false }) readonly cut!: boolean;
  @Column('jsonb', { nullable: true }) readonly problem!: SourceError | null;
  /** Sealed, as it holds names of files. */
  @Column('text', { nullable: true }) readonly sealedEntries!: string | null;
}

/** An item that was seen, and that is not taken in before it has stayed unchanged for a while. */
@Entity('source_sighting')
export class SourceSightingEntity {
  @PrimaryColumn('bigint') @ForeignKey(() => SourceEntity, { onDelete: 'CASCADE' }) readonly sourceId!: string;
  @PrimaryColumn('uuid') readonly assetId!: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) readonly seenAt!: Date;
}
