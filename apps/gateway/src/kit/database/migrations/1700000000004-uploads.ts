import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Uploads1700000000004 implements MigrationInterface {
  readonly name = 'Uploads1700000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table control.upload (
        id uuid primary key,
        user_id char(26) not null references control."user"(id),
        library_id char(26) not null references control."user"(id),
        recording_id uuid not null unique,
        length bigint not null check (length > 0),
        received bigint not null default 0 check (received between 0 and length),
        words jsonb,
        outcome jsonb,
        created_at timestamptz not null default now(),
        grown_at timestamptz not null default now(),
        expires_at timestamptz not null,
        check (outcome is not null or words is not null)
      )`);
    await runner.query('create index upload_open_by_user on control.upload (user_id) where outcome is null');
    await runner.query('create index upload_whole on control.upload (grown_at) where outcome is null and received = length');
    await runner.query('create index upload_by_expiry on control.upload (expires_at)');
    await runner.query(`
      create table control.upload_piece (
        upload_id uuid not null references control.upload(id) on delete cascade,
        start bigint not null,
        size bigint not null check (size > 0),
        key text not null,
        primary key (upload_id, start)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table control.upload_piece');
    await runner.query('drop table control.upload');
  }
}
