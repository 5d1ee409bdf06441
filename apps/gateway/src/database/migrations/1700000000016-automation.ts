import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the conditions under which a template is used by itself. */
export class Automation1700000000016 implements MigrationInterface {
  readonly name = 'Automation1700000000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table control.template add column matching_rules jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table control.template drop column matching_rules');
  }
}
