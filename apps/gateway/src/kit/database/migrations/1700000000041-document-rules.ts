import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the rules of libraries for their documents, and the suggestions that people have dismissed. */
export class DocumentRules1700000000041 implements MigrationInterface {
  readonly name = 'DocumentRules1700000000041';

  async up(runner: QueryRunner): Promise<void> {
    const library = 'char(26) not null references control.library(id) on delete cascade';
    await runner.query(`
      create table control.document_rule (
        id bigint generated always as identity primary key,
        library_id ${library},
        key uuid not null,
        name text not null,
        sender text not null,
        tags text[] not null,
        type text,
        is_enabled boolean not null,
        revision integer not null default 1,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )`);
    await runner.query('create unique index document_rule_by_name on control.document_rule (library_id, lower(name))');
    await runner.query(`
      create table control.dismissed_rule (
        library_id ${library},
        suggestion uuid not null,
        primary key (library_id, suggestion)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table control.dismissed_rule');
    await runner.query('drop table control.document_rule');
  }
}
