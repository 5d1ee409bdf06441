import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the addresses to which notices are sent, and the causes that were found. */
export class Notices1700000000019 implements MigrationInterface {
  readonly name = 'Notices1700000000019';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table control.notice_setting (
        library_id char(26) primary key references control."user"(id),
        sealed_email text,
        kinds text[] not null,
        confirmed_at timestamptz,
        confirmation_at timestamptz,
        baseline_due boolean not null default true,
        last_sent_at timestamptz,
        problem text,
        next_look_at timestamptz not null default now(),
        claim uuid,
        lease_until timestamptz,
        revision integer not null default 1
      )`);
    await runner.query(`
      create table control.notice_cause (
        library_id char(26) not null references control.notice_setting(library_id) on delete cascade,
        key text not null,
        found_at timestamptz not null default now(),
        noticed_at timestamptz,
        primary key (library_id, key)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table control.notice_cause');
    await runner.query('drop table control.notice_setting');
  }
}
