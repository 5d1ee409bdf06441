import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Remembers that a source must be listed again from its beginning. */
export class OwedPasses1700000000017 implements MigrationInterface {
  readonly name = 'OwedPasses1700000000017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table control.source add column pass_owed boolean not null default false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table control.source drop column pass_owed');
  }
}
