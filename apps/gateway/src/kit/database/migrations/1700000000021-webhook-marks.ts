import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the mark up to which an endpoint has read the changes of its library. */
export class WebhookMarks1700000000021 implements MigrationInterface {
  readonly name = 'WebhookMarks1700000000021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table control.webhook_endpoint add column read_to text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table control.webhook_endpoint drop column read_to');
  }
}
