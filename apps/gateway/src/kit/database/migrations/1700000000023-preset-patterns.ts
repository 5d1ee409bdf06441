import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the patterns that own outputs have for their texts. */
export class PresetPatterns1700000000023 implements MigrationInterface {
  readonly name = 'PresetPatterns1700000000023';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table control.preset add column patterns jsonb not null default '{}'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table control.preset drop column patterns');
  }
}
