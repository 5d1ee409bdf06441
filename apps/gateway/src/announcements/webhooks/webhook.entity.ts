import { Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { LibraryEntity } from '../../people/libraries/library.entity.js';
import type { DisabledReason, LibraryPayload, WebhookEvent } from './webhook-endpoint.js';

@Entity('webhook_endpoint')
@Index('webhook_endpoint_by_name', ['libraryId', 'nameKey'], { unique: true })
export class WebhookEndpointEntity {
  /** The driver returns 64-bit integers as text. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) readonly id!: string;
  @Column('char', { length: 26 }) @ForeignKey(() => LibraryEntity) readonly libraryId!: string;
  @Column('text') readonly name!: string;
  /** The name in small letters. */
  @Column('text') readonly nameKey!: string;
  /** The address and the secrets. */
  @Column('text') readonly sealed!: string;
  @Column('text', { array: true }) readonly events!: WebhookEvent[];
  @Column('boolean', { default: false }) readonly paused!: boolean;
  @Column('text', { nullable: true }) readonly disabledReason!: DisabledReason | null;
  @Column('timestamptz', { nullable: true }) readonly disabledAt!: Date | null;
  @Column('timestamptz', { nullable: true }) readonly failingSince!: Date | null;
  @Column('integer', { default: 0 }) readonly outages!: number;
  @Column('timestamptz', { nullable: true }) readonly waitUntil!: Date | null;
  @Column('timestamptz', { nullable: true }) readonly lastSuccessAt!: Date | null;
  /** The position from which on items without a row of their own count. */
  @Column('bigint') readonly startPosition!: string;
  /**
   * The table of items (its oid) and the oldest transaction that was open when none of its items had changes left. Null: all items
   * are compared.
   */
  @Column('text', { nullable: true }) readonly readTo!: string | null;
  /** The table of items (its oid) for which the log was compared with the commit below. */
  @Column('text', { nullable: true }) readonly logTable!: string | null;
  /** The newest projected commit when the endpoint last read changes. */
  @Column('text', { nullable: true }) readonly logIncarnation!: string | null;
  @Column('bigint', { nullable: true }) readonly logPosition!: string | null;
  @Column('text', { nullable: true }) readonly logCommit!: string | null;
  /** The time at which the log has stored that commit. */
  @Column('timestamptz', { nullable: true }) readonly logAt!: Date | null;
  /** The end of the older copy of the log that was restored last. */
  @Column('bigint', { nullable: true }) readonly restoredAfter!: string | null;
  @Column('timestamptz', { nullable: true }) readonly restoredAt!: Date | null;
  @Column('uuid', { nullable: true }) readonly claim!: string | null;
  @Column('timestamptz', { nullable: true }) readonly leaseUntil!: Date | null;
  @Column('integer', { default: 1 }) readonly revision!: number;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
  @Column('timestamptz', { default: () => 'now()' }) readonly updatedAt!: Date;
}

/**
 * The position up to which the commits of an item were turned into messages of an endpoint. An event of the library that the
 * endpoint was told has a row with position 0.
 */
@Entity('webhook_item')
export class WebhookItemEntity {
  @PrimaryColumn('bigint') @ForeignKey(() => WebhookEndpointEntity, { onDelete: 'CASCADE' }) readonly endpointId!: string;
  @PrimaryColumn('uuid') readonly assetId!: string;
  @Column('bigint') readonly position!: string;
}

/** A message that waits. It is removed when it is delivered or given up. */
@Entity('webhook_message')
@Index('webhook_message_by_item', ['endpointId', 'assetId', 'position', 'eventIndex'])
export class WebhookMessageEntity {
  @PrimaryColumn('bigint') @ForeignKey(() => WebhookEndpointEntity, { onDelete: 'CASCADE' }) readonly endpointId!: string;
  @PrimaryColumn('bigint') readonly position!: string;
  @PrimaryColumn('integer') readonly eventIndex!: number;
  @Column('uuid') readonly assetId!: string;
  @Column('text') readonly event!: WebhookEvent;
  @Column('text', { nullable: true }) readonly output!: string | null;
  @Column('text', { nullable: true }) readonly previousStatus!: string | null;
  /** The body of an event of the library. */
  @Column('jsonb', { nullable: true }) readonly payload!: LibraryPayload | null;
  @Column('integer', { default: 0 }) readonly attempts!: number;
  @Column('timestamptz', { nullable: true }) readonly failingSince!: Date | null;
  @Column('timestamptz', { default: () => 'now()' }) readonly nextAt!: Date;
}

@Entity('webhook_attempt')
@Index('webhook_attempt_by_endpoint', ['endpointId', 'at'])
export class WebhookAttemptEntity {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('bigint') @ForeignKey(() => WebhookEndpointEntity, { onDelete: 'CASCADE' }) readonly endpointId!: string;
  @Column('text') readonly messageId!: string;
  @Column('text') readonly event!: WebhookEvent | 'webhook.test';
  @Column('uuid', { nullable: true }) readonly assetId!: string | null;
  @Column('bigint', { nullable: true }) readonly position!: string | null;
  @Column('timestamptz') readonly at!: Date;
  @Column('integer') readonly durationMs!: number;
  @Column('integer', { nullable: true }) readonly status!: number | null;
  @Column('text', { nullable: true }) readonly error!: string | null;
  @Column('timestamptz', { nullable: true }) readonly retryAt!: Date | null;
}
