import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Leaves room in the pages of the words: a new count in the same page needs no new entry in the indexes. */
export class RoomForWordCounts1700000000002 implements MigrationInterface {
  readonly name = 'RoomForWordCounts1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table search.word set (fillfactor = 40)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table search.word reset (fillfactor)');
  }
}
