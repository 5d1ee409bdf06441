import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the vocabulary of a library to the user who owns it. */
export class Vocabulary1700000000008 implements MigrationInterface {
  readonly name = 'Vocabulary1700000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table control."user" add column vocabulary text[] not null default '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table control."user" drop column vocabulary');
  }
}
