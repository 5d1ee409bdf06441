import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds roles and libraries to users, and sign-in by links. Existing users become administrators, who may do everything as
 * before.
 */
export class PeopleSessions1700000000003 implements MigrationInterface {
  readonly name = 'PeopleSessions1700000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table control."user"
        add column role text not null default 'admin' check (role in ('viewer', 'operator', 'admin')),
        add column library_id char(26) references control."user"(id),
        add column disabled_at timestamptz`);
    await runner.query('update control."user" set library_id = id');
    await runner.query('alter table control."user" alter column role drop default, alter column library_id set not null');
    await runner.query(`
      create table control.sign_in_link (
        hash char(64) primary key,
        user_id char(26) not null references control."user"(id),
        scopes text[] not null check (scopes <@ array['read','write','admin'] and cardinality(scopes) > 0),
        made_by char(26) not null references control."user"(id),
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        used_at timestamptz
      )`);
    await runner.query('create index sign_in_link_by_expiry on control.sign_in_link (expires_at)');
    await runner.query(`
      create table control.session (
        id uuid primary key,
        user_id char(26) not null references control."user"(id),
        scopes text[] not null check (scopes <@ array['read','write','admin'] and cardinality(scopes) > 0),
        hash char(64) not null unique,
        client text,
        created_at timestamptz not null default now(),
        last_used_at timestamptz not null default now(),
        expires_at timestamptz not null,
        revoked_at timestamptz
      )`);
    await runner.query('create index session_by_user on control.session (user_id, created_at)');
    await runner.query('create index session_by_expiry on control.session (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table control.session');
    await runner.query('drop table control.sign_in_link');
    await runner.query('alter table control."user" drop column disabled_at, drop column library_id, drop column role');
  }
}
