import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets the search index tell items that were only imported from those that people wait for. */
export class ImportedInSearch1700000000040 implements MigrationInterface {
  readonly name = 'ImportedInSearch1700000000040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table search.pending add column waits boolean not null default false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table search.pending drop column waits');
  }
}
