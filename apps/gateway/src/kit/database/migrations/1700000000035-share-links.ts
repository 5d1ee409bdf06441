import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds links that open one item without an account. */
export class ShareLinks1700000000035 implements MigrationInterface {
  readonly name = 'ShareLinks1700000000035';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table control.share_link (
        id char(26) primary key,
        hash char(64) not null unique,
        library_id char(26) not null references control.library(id) on delete cascade,
        item_id uuid not null,
        kind text not null constraint share_link_kind_check check (kind in ('recording', 'document')),
        password_hash text,
        download boolean not null,
        made_by char(26) not null references control."user"(id) on delete cascade,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        opens integer not null default 0,
        last_opened_at timestamptz,
        revoked_at timestamptz,
        revoked_by char(26) references control."user"(id) on delete set null
      )`);
    await runner.query('create index share_link_by_library on control.share_link (library_id, created_at)');
    await runner.query('create index share_link_by_item on control.share_link (item_id)');
    await runner.query('create index share_link_by_expiry on control.share_link (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table control.share_link');
  }
}
