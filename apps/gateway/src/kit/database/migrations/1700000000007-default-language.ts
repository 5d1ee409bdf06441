import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the spoken language that a user's new items have if none is given. */
export class DefaultLanguage1700000000007 implements MigrationInterface {
  readonly name = 'DefaultLanguage1700000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table control."user" add column default_language text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table control."user" drop column default_language');
  }
}
