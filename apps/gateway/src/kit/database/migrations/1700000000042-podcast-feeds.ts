import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds feeds for podcast apps, and the recordings that each lists or leaves out. */
export class PodcastFeeds1700000000042 implements MigrationInterface {
  readonly name = 'PodcastFeeds1700000000042';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table control.podcast_feed (
        id char(26) primary key,
        hash char(64) not null unique,
        library_id char(26) not null references control.library(id) on delete cascade,
        tag text,
        title text not null,
        description text not null,
        language text,
        media text not null constraint podcast_feed_media_check check (media in ('audio', 'video')),
        asks_first boolean not null,
        made_by char(26) not null references control."user"(id) on delete cascade,
        created_at timestamptz not null default now(),
        renewed_at timestamptz,
        expires_at timestamptz,
        fetches integer not null default 0,
        last_fetched_at timestamptz,
        revoked_at timestamptz,
        revoked_by char(26) references control."user"(id) on delete set null
      )`);
    await runner.query('create index podcast_feed_by_library on control.podcast_feed (library_id, created_at)');
    await runner.query(`
      create table control.podcast_item (
        feed_id char(26) not null references control.podcast_feed(id) on delete cascade,
        item_id uuid not null,
        episode_id char(26) not null unique,
        is_listed boolean not null,
        registered_at timestamptz not null,
        decided_at timestamptz not null default now(),
        decided_by char(26) references control."user"(id) on delete set null,
        primary key (feed_id, item_id)
      )`);
    await runner.query('create index podcast_item_by_item on control.podcast_item (item_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table control.podcast_item');
    await runner.query('drop table control.podcast_feed');
  }
}
