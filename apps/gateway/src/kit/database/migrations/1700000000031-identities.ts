import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the accounts at an identity provider, the starts of their sign-ins, and the sign-ins that they have opened. */
export class Identities1700000000031 implements MigrationInterface {
  readonly name = 'Identities1700000000031';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table control.identity (
        id char(26) primary key,
        user_id char(26) not null references control."user"(id) on delete cascade,
        issuer text not null,
        subject text not null,
        label text not null,
        claimed_role text constraint identity_claimed_role_check check (claimed_role in ('viewer', 'operator', 'admin')),
        created_user boolean not null default false,
        connected_at timestamptz not null default now(),
        last_used_at timestamptz
      )`);
    await runner.query('create unique index identity_by_subject on control.identity (issuer, subject)');
    await runner.query('create index identity_by_user on control.identity (user_id)');
    await runner.query(`
      create table control.identity_start (
        state_hash char(64) primary key,
        browser_hash char(64) not null,
        user_id char(26) references control."user"(id) on delete cascade,
        expires_at timestamptz not null
      )`);
    await runner.query('create index identity_start_by_expiry on control.identity_start (expires_at)');
    await runner.query(`
      create table control.identity_session (
        session_id uuid primary key references control.session(id) on delete cascade,
        identity_id char(26) not null references control.identity(id) on delete cascade
      )`);
    await runner.query('create index identity_session_by_identity on control.identity_session (identity_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['identity_session', 'identity_start', 'identity']) await runner.query(`drop table control.${table}`);
  }
}
