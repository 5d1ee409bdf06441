import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds invitations to libraries. */
export class Invitations1700000000033 implements MigrationInterface {
  readonly name = 'Invitations1700000000033';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table control.library_invitation (
        id char(26) primary key,
        hash char(64) not null unique,
        library_id char(26) not null references control.library(id) on delete cascade,
        role text not null constraint library_invitation_role_check check (role in ('viewer', 'operator', 'owner')),
        note text,
        made_by char(26) not null references control."user"(id) on delete cascade,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        used_at timestamptz,
        used_by char(26) references control."user"(id) on delete set null,
        revoked_at timestamptz
      )`);
    await runner.query('create index library_invitation_by_library on control.library_invitation (library_id, created_at)');
    await runner.query('create index library_invitation_by_expiry on control.library_invitation (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table control.library_invitation');
  }
}
