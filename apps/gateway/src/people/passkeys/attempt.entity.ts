import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Failed sign-ins of one address or account in a window of time. The key is a hash. */
@Entity('sign_in_attempt')
export class SignInAttemptEntity {
  @PrimaryColumn('char', { length: 64 }) readonly key!: string;
  @Column('integer') readonly failures!: number;
  @Column('timestamptz') @Index('sign_in_attempt_by_end') readonly until!: Date;
}
