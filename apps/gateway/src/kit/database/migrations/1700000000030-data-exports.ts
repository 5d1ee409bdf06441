import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the exports of all data of a user. */
export class DataExports1700000000030 implements MigrationInterface {
  readonly name = 'DataExports1700000000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table control.data_export (
        id           char(26) primary key,
        user_id      char(26) not null constraint data_export_user_id_fkey references control."user" (id),
        state        text not null default 'running' constraint data_export_state_check check (state in ('running', 'ready', 'failed')),
        items        integer not null default 0,
        total_items  integer,
        bytes        bigint not null default 0,
        archive      jsonb,
        problem      text,
        attempts     integer not null default 0,
        claim        uuid,
        lease_until  timestamptz,
        waiting_since timestamptz,
        created_at   timestamptz not null default now(),
        ended_at     timestamptz,
        expires_at   timestamptz
      )`);
    await runner.query(`create unique index data_export_running on control.data_export (user_id) where state = 'running'`);
    await runner.query('create index data_export_by_user on control.data_export (user_id, created_at)');
    await runner.query('create index data_export_by_expiry on control.data_export (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table control.data_export');
  }
}
