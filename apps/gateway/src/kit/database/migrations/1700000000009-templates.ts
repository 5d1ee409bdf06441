import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds templates, and the settings of a library to the user who owns it. */
export class Templates1700000000009 implements MigrationInterface {
  readonly name = 'Templates1700000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table control.template (
        id bigint generated always as identity primary key,
        library_id char(26) not null references control."user"(id),
        name text not null,
        is_draft boolean not null,
        config jsonb not null,
        revision integer not null default 1,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )`);
    await runner.query('create unique index template_by_name on control.template (library_id, lower(name))');
    await runner.query('alter table control."user" add column settings jsonb');
    await runner.query('alter table control."user" add column settings_revision integer not null default 1');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table control."user" drop column settings, drop column settings_revision');
    await runner.query('drop table control.template');
  }
}
