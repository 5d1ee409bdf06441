import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the decisions that items which look the same are not duplicates. */
export class KeptDuplicates1700000000044 implements MigrationInterface {
  readonly name = 'KeptDuplicates1700000000044';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table control.kept_duplicate (
        library_id char(26) not null references control.library(id) on delete cascade,
        decision char(32) not null,
        first_id uuid not null,
        second_id uuid not null,
        kept_at timestamptz not null default now(),
        primary key (library_id, decision, first_id, second_id)
      )`);
    await runner.query('create index kept_duplicate_by_first on control.kept_duplicate (first_id)');
    await runner.query('create index kept_duplicate_by_second on control.kept_duplicate (second_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table control.kept_duplicate');
  }
}
