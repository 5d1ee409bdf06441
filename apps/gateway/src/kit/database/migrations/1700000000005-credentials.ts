import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds credentials. Their secrets are stored on the bus, where this service cannot read them. */
export class Credentials1700000000005 implements MigrationInterface {
  readonly name = 'Credentials1700000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table control.credential (
        id bigint generated always as identity primary key,
        library_id char(26) not null references control."user"(id),
        type text not null,
        name text not null,
        grant_id uuid not null,
        sealed_client text,
        account text,
        account_id text,
        connected_at timestamptz,
        created_at timestamptz not null default now()
      )`);
    await runner.query('create index credential_by_library on control.credential (library_id, id)');
    await runner.query(`
      create table control.consent (
        state_hash char(64) primary key,
        credential_id bigint not null references control.credential(id) on delete cascade,
        user_id char(26) not null references control."user"(id),
        sealed text not null,
        expires_at timestamptz not null
      )`);
    await runner.query('create index consent_by_expiry on control.consent (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table control.consent');
    await runner.query('drop table control.credential');
  }
}
