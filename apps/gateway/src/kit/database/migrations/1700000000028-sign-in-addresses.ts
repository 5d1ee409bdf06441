import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the address that a browser has signed in from, so that its user recognizes the sign-in. Earlier sign-ins have none. */
export class SignInAddresses1700000000028 implements MigrationInterface {
  readonly name = 'SignInAddresses1700000000028';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table control.session add column address text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table control.session drop column address`);
  }
}
