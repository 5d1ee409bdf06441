import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the commit up to which the log was known to an endpoint, by which a restored log is recognized. */
export class WebhookLogs1700000000025 implements MigrationInterface {
  readonly name = 'WebhookLogs1700000000025';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table control.webhook_endpoint
        add column log_table text,
        add column log_incarnation text,
        add column log_position bigint,
        add column log_commit text,
        add column log_at timestamptz,
        add column restored_after bigint,
        add column restored_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table control.webhook_endpoint
        drop column log_table,
        drop column log_incarnation,
        drop column log_position,
        drop column log_commit,
        drop column log_at,
        drop column restored_after,
        drop column restored_at`);
  }
}
