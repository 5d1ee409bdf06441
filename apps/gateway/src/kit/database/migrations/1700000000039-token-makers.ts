import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the administrator who made a token for another user. */
export class TokenMakers1700000000039 implements MigrationInterface {
  readonly name = 'TokenMakers1700000000039';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table control.token add column made_by char(26) references control."user"(id) on delete set null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table control.token drop column made_by');
  }
}
