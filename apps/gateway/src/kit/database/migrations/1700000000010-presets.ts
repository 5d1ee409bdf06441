import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the outputs that users set up. */
export class Presets1700000000010 implements MigrationInterface {
  readonly name = 'Presets1700000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table control.preset (
        id bigint generated always as identity primary key,
        library_id char(26) not null references control."user"(id),
        name text not null,
        type text not null,
        settings jsonb not null,
        credential_id bigint references control.credential(id) on delete restrict,
        revision integer not null default 1,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )`);
    await runner.query('create unique index preset_by_name on control.preset (library_id, name)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table control.preset');
  }
}
