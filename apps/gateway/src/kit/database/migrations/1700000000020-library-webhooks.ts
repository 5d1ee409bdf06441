import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the body of messages that follow from no commit: those about a library as a whole. */
export class LibraryWebhooks1700000000020 implements MigrationInterface {
  readonly name = 'LibraryWebhooks1700000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table control.webhook_message add column payload jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('delete from control.webhook_message where payload is not null');
    await runner.query('alter table control.webhook_message drop column payload');
  }
}
