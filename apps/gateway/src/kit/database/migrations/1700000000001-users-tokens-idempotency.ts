import type { MigrationInterface, QueryRunner } from 'typeorm';

export class UsersTokensIdempotency1700000000001 implements MigrationInterface {
  readonly name = 'UsersTokensIdempotency1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table control."user" (
        id char(26) primary key,
        name text not null unique check (name <> ''),
        created_at timestamptz not null default now()
      )`);
    await runner.query(`
      create table control.token (
        id uuid primary key,
        user_id char(26) not null references control."user"(id),
        name text not null,
        scopes text[] not null check (scopes <@ array['read','write','admin'] and cardinality(scopes) > 0),
        hash char(64) not null unique,
        created_at timestamptz not null default now(),
        expires_at timestamptz,
        last_used_at timestamptz,
        revoked_at timestamptz
      )`);
    await runner.query('create index token_by_user on control.token (user_id, created_at)');
    await runner.query(`
      create table control.idempotency_key (
        owner char(26) not null,
        key text not null,
        route text not null,
        request_hash text,
        state text not null check (state in ('running', 'done')),
        claim uuid not null,
        lease_until timestamptz not null,
        sealed_answer text,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        primary key (owner, key),
        check (state = 'running' or (request_hash is not null and sealed_answer is not null))
      )`);
    await runner.query('create index idempotency_key_by_expiry on control.idempotency_key (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table control.idempotency_key');
    await runner.query('drop table control.token');
    await runner.query('drop table control."user"');
  }
}
