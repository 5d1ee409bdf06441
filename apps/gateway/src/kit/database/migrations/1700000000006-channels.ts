import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds channels. Only the hash of a webhook's secret is stored. */
export class Channels1700000000006 implements MigrationInterface {
  readonly name = 'Channels1700000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table control.channel (
        id bigint generated always as identity primary key,
        library_id char(26) not null references control."user"(id),
        name text not null,
        action_type text not null,
        field_map jsonb not null,
        credential_id bigint references control.credential(id) on delete restrict,
        data_source_id text,
        outputs text[] not null,
        language text not null,
        secret_hash char(64) not null,
        version integer not null default 1,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        removed_at timestamptz
      )`);
    // A removed row stays: items refer to its id, and its records elsewhere still have to be removed.
    await runner.query('create unique index channel_by_name on control.channel (library_id, name) where removed_at is null');
    await runner.query('create index channel_by_secret on control.channel (secret_hash) where removed_at is null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table control.channel');
  }
}
