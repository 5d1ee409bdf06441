import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Creates the search index. All of it can be made again from the log and the artifacts, so copies of the database may leave it out.
 * Its tables may exist since a release in which the gateway kept them; the setup gives them to the owner of the schema.
 */
export class SearchIndex1700000000001 implements MigrationInterface {
  readonly name = 'SearchIndex1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table if not exists search.state (
        singleton   boolean primary key default true constraint state_singleton_check check (singleton),
        version     integer not null default 0,
        generation  integer not null default 0,
        built       boolean not null default false,
        claim       uuid,
        lease_until timestamptz
      )`);
    await runner.query('insert into search.state default values on conflict do nothing');
    await runner.query(`
      create table if not exists search.checkpoint (
        partition   integer primary key,
        incarnation text not null,
        position    bigint not null,
        commit_id   text
      )`);
    await runner.query(`
      create table if not exists search.pending (
        asset_id  uuid primary key,
        position  bigint not null,
        commits   integer not null default 1,
        since     timestamptz not null,
        attempts  integer not null default 0,
        due_at    timestamptz not null default now(),
        problem   text
      )`);
    await runner.query('alter table search.pending add column if not exists waits boolean not null default false');
    await runner.query('create index if not exists pending_by_due on search.pending (due_at)');
    await runner.query(`
      create table if not exists search.item (
        asset_id    uuid primary key,
        revision    bigint not null,
        library_id  text,
        kind        text,
        title       text,
        sender      text,
        tags        text[] not null default '{}',
        people      text[] not null default '{}',
        item_at     timestamptz,
        language    text,
        title_words tsvector,
        words       tsvector,
        spellings   text[] not null default '{}'
      )`);
    // A row without a library belongs to an item without content. Its revision refuses late writes.
    await runner.query('create index if not exists item_by_date on search.item (library_id, item_at desc, asset_id desc)');
    await runner.query('create index if not exists item_by_language on search.item (library_id, language)');
    await runner.query('create index if not exists item_by_title_words on search.item using gin (title_words)');
    await runner.query('create index if not exists item_by_words on search.item using gin (words)');
    await runner.query(`
      create table if not exists search.passage (
        asset_id uuid not null references search.item (asset_id) on delete cascade,
        nr       integer not null,
        page     integer,
        marks    jsonb not null default '[]',
        text     text not null,
        words    tsvector not null,
        primary key (asset_id, nr)
      )`);
    await runner.query(`
      create table if not exists search.word (
        library_id text not null,
        word       text not null,
        items      integer not null,
        primary key (library_id, word)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['word', 'passage', 'item', 'pending', 'checkpoint', 'state'])
      await runner.query(`drop table search.${table}`);
  }
}
