import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds passkeys, the questions for them, and the failed sign-ins by address and account. */
export class Passkeys1700000000032 implements MigrationInterface {
  readonly name = 'Passkeys1700000000032';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table control.passkey (
        id char(26) primary key,
        user_id char(26) not null references control."user" (id),
        credential_id text not null unique,
        public_key bytea not null,
        counter bigint not null,
        transports text[] not null,
        backed_up boolean not null,
        name text not null,
        created_at timestamptz not null default now(),
        last_used_at timestamptz
      )`);
    await runner.query(`create index passkey_by_user on control.passkey (user_id, created_at)`);
    await runner.query(`
      create table control.passkey_challenge (
        hash char(64) primary key,
        bound_to text not null,
        expires_at timestamptz not null
      )`);
    await runner.query(`create index passkey_challenge_by_expiry on control.passkey_challenge (expires_at)`);
    await runner.query(`
      create table control.sign_in_attempt (
        key char(64) primary key,
        failures integer not null,
        until timestamptz not null
      )`);
    await runner.query(`create index sign_in_attempt_by_end on control.sign_in_attempt (until)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['sign_in_attempt', 'passkey_challenge', 'passkey']) await runner.query(`drop table control.${table}`);
  }
}
