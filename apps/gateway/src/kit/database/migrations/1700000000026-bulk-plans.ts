import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the settings that a bulk preview has used, and what has changed of them since. Jobs of earlier releases name no change. */
export class BulkPlans1700000000026 implements MigrationInterface {
  readonly name = 'BulkPlans1700000000026';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table control.bulk_job
        add column plan_parts jsonb not null default '[]',
        add column used_parts text[] not null default '{}',
        add column plan_changes jsonb not null default '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table control.bulk_job
        drop column plan_parts,
        drop column used_parts,
        drop column plan_changes`);
  }
}
