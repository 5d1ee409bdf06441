import type { MigrationInterface, QueryRunner } from 'typeorm';

const FORGETTABLE = ['actor_name', 'subject_name', 'address'];

/** Names and addresses may be removed from an entry of the administration log. Nothing else may change. */
const protect = (forgettable: readonly string[]): string => `
  create or replace function control.protect_administration_log() returns trigger language plpgsql as $$
  declare
    forgettable constant text[] := array[${forgettable.map((name) => `'${name}'`).join(', ')}];
  begin
    if tg_op = 'DELETE' and old.at < now() - interval '2 years' then
      return old;
    end if;
    if tg_op = 'UPDATE'
      and to_jsonb(new) - forgettable = to_jsonb(old) - forgettable
      ${forgettable.map((name) => `and coalesce(new.${name} = old.${name}, new.${name} is null)`).join('\n      ')}
    then
      return new;
    end if;
    raise exception 'entries of the administration log cannot be changed' using errcode = 'insufficient_privilege';
  end $$`;

/** Adds the deletion of accounts. The row of a deleted user stays without a name, because items and entries refer to its id. */
export class AccountDeletions1700000000034 implements MigrationInterface {
  readonly name = 'AccountDeletions1700000000034';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table control."user" alter column name drop not null, add column deletion_requested_at timestamptz`,
    );
    await runner.query(`
      create table control.account_deletion (
        id            char(26) primary key,
        user_id       char(26) not null constraint account_deletion_user_id_fkey references control."user" (id),
        requested_by  char(26) not null constraint account_deletion_requested_by_fkey references control."user" (id),
        state         text not null default 'running'
          constraint account_deletion_state_check check (state in ('running', 'done')),
        plan          jsonb not null,
        counts        jsonb not null,
        items         integer not null default 0,
        total_items   integer,
        failed_items  integer not null default 0,
        problem       text,
        attempts      integer not null default 0,
        claim         uuid,
        lease_until   timestamptz,
        starts_at     timestamptz not null,
        due_at        timestamptz not null,
        created_at    timestamptz not null default now(),
        ended_at      timestamptz
      )`);
    await runner.query('create unique index account_deletion_by_user on control.account_deletion (user_id)');
    await runner.query(protect([...FORGETTABLE, 'credential_name']));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(protect(FORGETTABLE));
    await runner.query('drop table control.account_deletion');
    await runner.query(`update control."user" set name = 'deleted ' || id where name is null`);
    await runner.query(`alter table control."user" drop column deletion_requested_at, alter column name set not null`);
  }
}
