import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Creates the fingerprints of the texts of documents, and the pairs of documents with nearly the same text. */
export class SimilarTexts1700000000003 implements MigrationInterface {
  readonly name = 'SimilarTexts1700000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table search.fingerprint (
        asset_id      uuid primary key references search.item (asset_id) on delete cascade,
        library_id    text not null,
        registered_at timestamptz not null,
        key           text not null,
        generation    integer not null,
        bands         integer[] not null,
        letters       bit(512) not null,
        numbers       bit(512) not null,
        dates         integer[] not null,
        date          text,
        amount        text,
        number        text
      )`);
    // Each writer looks for the bands of its items, and would read a list of pending entries each time.
    await runner.query('create index fingerprint_by_bands on search.fingerprint using gin (bands) with (fastupdate = off)');
    await runner.query('create index fingerprint_by_key on search.fingerprint (key, registered_at, asset_id)');
    // A reference would lock two fingerprints for each pair. One writer at a time changes both tables.
    await runner.query(`
      create table search.similar_text (
        library_id text not null,
        first_id   uuid not null,
        second_id  uuid not null,
        likeness   integer not null,
        primary key (first_id, second_id)
      )`);
    await runner.query('create index similar_text_by_second on search.similar_text (second_id)');
    await runner.query('create index similar_text_by_library on search.similar_text (library_id)');
    // The texts have no fingerprints until the index is filled again.
    await runner.query('update search.state set built = false');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['similar_text', 'fingerprint']) await runner.query(`drop table search.${table}`);
  }
}
