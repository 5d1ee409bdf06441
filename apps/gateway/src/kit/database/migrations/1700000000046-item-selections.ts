import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the items of archives that people are about to download. */
export class ItemSelections1700000000046 implements MigrationInterface {
  readonly name = 'ItemSelections1700000000046';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table control.item_selection (
        id char(26) primary key,
        user_id char(26) not null references control."user"(id) on delete cascade,
        library_id char(26) not null references control.library(id) on delete cascade,
        item_ids uuid[] not null,
        files text not null constraint item_selection_files_check check (files in ('all', 'texts')),
        expires_at timestamptz not null
      )`);
    await runner.query('create index item_selection_by_user on control.item_selection (user_id, expires_at)');
    await runner.query('create index item_selection_by_expiry on control.item_selection (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table control.item_selection');
  }
}
