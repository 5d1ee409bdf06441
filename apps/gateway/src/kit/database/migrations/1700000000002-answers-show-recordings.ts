import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Records the recordings that a stored answer shows, so that an erasure finds it. Drops the answers of older releases: at most
 * one day of them.
 */
export class AnswersShowRecordings1700000000002 implements MigrationInterface {
  readonly name = 'AnswersShowRecordings1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from control.idempotency_key where state = 'done'`);
    await runner.query(`alter table control.idempotency_key add column shown uuid[] not null default '{}'`);
    await runner.query('create index idempotency_key_by_recording on control.idempotency_key using gin (shown)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table control.idempotency_key drop column shown');
  }
}
