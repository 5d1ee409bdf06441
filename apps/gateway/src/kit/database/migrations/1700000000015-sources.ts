import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the sources that users set up, their syncs, and the items that are not complete yet. */
export class Sources1700000000015 implements MigrationInterface {
  readonly name = 'Sources1700000000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table control.source (
        id bigint generated always as identity primary key,
        library_id char(26) not null references control."user"(id),
        name text not null,
        name_key text not null,
        type text not null,
        settings jsonb not null,
        credential_id bigint references control.credential(id) on delete restrict,
        brings text not null,
        template_id bigint,
        runs boolean not null default false,
        interval_minutes integer,
        paused boolean not null default false,
        claim uuid,
        lease_until timestamptz,
        cursor text,
        next_sync_at timestamptz,
        revision integer not null default 1,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )`);
    await runner.query('create unique index source_by_name on control.source (library_id, name_key)');
    await runner.query('create index source_due on control.source (next_sync_at) where not paused');
    await runner.query(`
      create table control.source_sync (
        id uuid primary key,
        source_id bigint not null references control.source(id) on delete cascade,
        trigger text not null,
        dry_run boolean not null,
        window_from timestamptz,
        window_to timestamptz,
        started_at timestamptz not null default clock_timestamp(),
        ended_at timestamptz,
        counts jsonb,
        cut boolean not null default false,
        problem jsonb,
        sealed_entries text
      )`);
    await runner.query('create index source_sync_by_source on control.source_sync (source_id, started_at)');
    await runner.query(`
      create table control.source_sighting (
        source_id bigint not null references control.source(id) on delete cascade,
        asset_id uuid not null,
        seen_at timestamptz not null default clock_timestamp(),
        primary key (source_id, asset_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['source_sighting', 'source_sync', 'source']) await runner.query(`drop table control.${table}`);
  }
}
