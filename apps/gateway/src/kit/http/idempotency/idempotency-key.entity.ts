import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A request with an `Idempotency-Key`. The answer is sealed, as it may hold titles or a new token. */
@Entity('idempotency_key')
@Check('idempotency_key_state_check', `state in ('running', 'done')`)
@Check('idempotency_key_check', `state = 'running' or (request_hash is not null and sealed_answer is not null)`)
export class IdempotencyKeyEntity {
  @PrimaryColumn('char', { length: 26 }) readonly owner!: string;
  @PrimaryColumn('text') readonly key!: string;
  @Column('text') readonly route!: string;
  @Column('text', { nullable: true }) readonly requestHash!: string | null;
  @Column('text') readonly state!: 'running' | 'done';
  /** Id of the runner that executes the request. A crashed runner's claim ends with its lease. */
  @Column('uuid') readonly claim!: string;
  @Column('timestamptz') readonly leaseUntil!: Date;
  @Column('text', { nullable: true }) readonly sealedAnswer!: string | null;
  @Column('timestamptz', { default: () => 'now()' }) readonly createdAt!: Date;
  @Column('timestamptz') @Index('idempotency_key_by_expiry') readonly expiresAt!: Date;
  /** Ids of the items that the answer shows, so that an erasure finds it. */
  @Column('uuid', { array: true, default: [] }) @Index('idempotency_key_by_recording', { type: 'gin' }) readonly shown!: string[];
}
