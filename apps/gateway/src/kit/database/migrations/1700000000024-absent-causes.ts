import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the time since when a known cause of a notice was no longer found. */
export class AbsentCauses1700000000024 implements MigrationInterface {
  readonly name = 'AbsentCauses1700000000024';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table control.notice_cause add column absent_since timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table control.notice_cause drop column absent_since');
  }
}
