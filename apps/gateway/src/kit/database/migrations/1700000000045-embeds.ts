import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds embeds: published sets of another kind. Gateways of the release before run beside this one during an update, and their feeds
 * get the kind by default. So the tables keep the names of feeds.
 */
export class Embeds1700000000045 implements MigrationInterface {
  readonly name = 'Embeds1700000000045';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table control.podcast_feed
        add column kind text not null default 'feed' constraint podcast_feed_kind_check check (kind in ('feed', 'embed')),
        add column origins text[] not null default '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from control.podcast_feed where kind <> 'feed'`);
    await runner.query('alter table control.podcast_feed drop column origins, drop column kind');
  }
}
