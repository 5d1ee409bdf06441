import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the items on their way into a library, which keep it from being removed. */
export class Arrivals1700000000036 implements MigrationInterface {
  readonly name = 'Arrivals1700000000036';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table control.arrival (
        id          uuid primary key,
        asset_id    uuid not null,
        library_id  char(26) not null constraint arrival_library_id_fkey references control.library (id),
        position    bigint,
        expires_at  timestamptz not null
      )`);
    await runner.query('create index arrival_by_library on control.arrival (library_id)');
    await runner.query('create index arrival_by_expiry on control.arrival (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table control.arrival');
  }
}
