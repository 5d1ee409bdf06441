import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the result of the last test of an own output. */
export class PresetTests1700000000022 implements MigrationInterface {
  readonly name = 'PresetTests1700000000022';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table control.preset
        add column tested_at timestamptz, add column test_items jsonb, add column test_grant uuid
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table control.preset
        drop column tested_at, drop column test_items, drop column test_grant
    `);
  }
}
