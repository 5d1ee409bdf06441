import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the conditions under which a template is used by itself, and the jobs that start items on a schedule. */
export class Automation1700000000016 implements MigrationInterface {
  readonly name = 'Automation1700000000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table control.template add column matching_rules jsonb');
    await runner.query(`
      create table control.job (
        id bigint generated always as identity primary key,
        library_id char(26) not null references control."user"(id),
        changed_by char(26) not null references control."user"(id),
        name text not null,
        is_enabled boolean not null,
        schedule jsonb not null,
        task jsonb not null,
        scheduled_since timestamptz not null default now(),
        covered_until timestamptz,
        revision integer not null default 1,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )`);
    await runner.query('create unique index job_by_name on control.job (library_id, lower(name))');
    await runner.query(`
      create table control.job_run (
        id uuid primary key,
        job_id bigint not null references control.job(id) on delete cascade,
        library_id char(26) not null references control."user"(id),
        state text not null default 'running' check (state in ('running', 'done', 'failed')),
        cause text not null,
        requested_by char(26) not null references control."user"(id),
        occurrence timestamptz,
        missed integer not null default 0,
        task jsonb not null,
        window_from timestamptz not null,
        window_to timestamptz not null,
        report jsonb not null default '{}',
        problem text,
        claim uuid,
        lease_until timestamptz,
        started_at timestamptz not null default now(),
        ended_at timestamptz
      )`);
    // An occurrence has one run, and a job has one run at a time, whatever the number of gateways and the clock.
    await runner.query('create unique index job_run_by_occurrence on control.job_run (job_id, occurrence)');
    await runner.query(`create unique index job_run_active on control.job_run (job_id) where state = 'running'`);
    await runner.query('create index job_run_by_start on control.job_run (job_id, started_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table control.job_run');
    await runner.query('drop table control.job');
    await runner.query('alter table control.template drop column matching_rules');
  }
}
