import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Changes } from './changes.js';

/**
 * An entry of the administration log. Triggers refuse changes. No foreign keys: an entry outlives what it tells of, and keeps the
 * names of that time.
 */
@Entity('administration_log')
@Index('administration_log_at', ['at'])
@Index('administration_log_library', ['libraryId', 'id'])
@Index('administration_log_actor', ['actorId', 'id'])
@Index('administration_log_subject', ['subjectId', 'id'])
export class AdministrationLogEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) readonly id!: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) readonly at!: Date;
  @Column('text') readonly kind!: string;
  @Column('text') readonly actorType!: string;
  @Column('text', { nullable: true }) readonly actorId!: string | null;
  @Column('text', { nullable: true }) readonly actorName!: string | null;
  @Column('text', { nullable: true }) readonly address!: string | null;
  @Column('text', { nullable: true }) readonly credentialKind!: string | null;
  @Column('text', { nullable: true }) readonly credentialId!: string | null;
  @Column('text', { nullable: true }) readonly credentialName!: string | null;
  @Column('text') readonly subjectType!: string;
  @Column('text', { nullable: true }) readonly subjectId!: string | null;
  @Column('text', { nullable: true }) readonly subjectName!: string | null;
  @Column('char', { length: 26, nullable: true }) readonly libraryId!: string | null;
  @Column('jsonb', { default: {} }) readonly changes!: Changes;
}
