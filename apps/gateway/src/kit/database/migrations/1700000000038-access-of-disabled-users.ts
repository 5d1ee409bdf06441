import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Ends tokens, sign-ins and sign-in links of users whom an earlier release disabled. It kept them, so enabling would make them
 * valid again.
 */
export class AccessOfDisabledUsers1700000000038 implements MigrationInterface {
  readonly name = 'AccessOfDisabledUsers1700000000038';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column] of [
      ['token', 'revoked_at'],
      ['session', 'revoked_at'],
      ['sign_in_link', 'used_at'],
    ] as const)
      await runner.query(
        `update control.${table} one set ${column} = now() from control."user" u
         where u.id = one.user_id and u.disabled_at is not null and one.${column} is null`,
      );
  }

  down(): Promise<void> {
    return Promise.resolve();
  }
}
