import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the administration log. The gateway owns its tables, so a missing right would not hold it back: triggers refuse every
 * change but the end of an entry's time and the removal of a deleted user's name and addresses (ADR 91).
 */
export class AdministrationLog1700000000027 implements MigrationInterface {
  readonly name = 'AdministrationLog1700000000027';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table control.administration_log (
        id bigint generated always as identity,
        at timestamptz not null default clock_timestamp(),
        kind text not null,
        actor_type text not null,
        actor_id text,
        actor_name text,
        address text,
        credential_kind text,
        credential_id text,
        credential_name text,
        subject_type text not null,
        subject_id text,
        subject_name text,
        library_id char(26),
        changes jsonb not null default '{}',
        constraint "PK_administration_log" primary key (id)
      )`);
    await runner.query('create index administration_log_at on control.administration_log (at)');
    await runner.query('create index administration_log_library on control.administration_log (library_id, id)');
    await runner.query('create index administration_log_actor on control.administration_log (actor_id, id)');
    await runner.query('create index administration_log_subject on control.administration_log (subject_id, id)');
    await runner.query(`
      create function control.protect_administration_log() returns trigger language plpgsql as $$
      declare
        forgettable constant text[] := array['actor_name', 'subject_name', 'address'];
      begin
        if tg_op = 'DELETE' and old.at < now() - interval '2 years' then
          return old;
        end if;
        if tg_op = 'UPDATE'
          and to_jsonb(new) - forgettable = to_jsonb(old) - forgettable
          and coalesce(new.actor_name = old.actor_name, new.actor_name is null)
          and coalesce(new.subject_name = old.subject_name, new.subject_name is null)
          and coalesce(new.address = old.address, new.address is null)
        then
          return new;
        end if;
        raise exception 'entries of the administration log cannot be changed' using errcode = 'insufficient_privilege';
      end $$`);
    await runner.query(`
      create trigger protect_entries before update or delete on control.administration_log
        for each row execute function control.protect_administration_log()`);
    await runner.query(`
      create trigger protect_all before truncate on control.administration_log
        for each statement execute function control.protect_administration_log()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table control.administration_log');
    await runner.query('drop function control.protect_administration_log()');
  }
}
