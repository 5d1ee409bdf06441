import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds bulk jobs: one command on a fixed set of items, previewed and then executed in the background. */
export class BulkJobs1700000000011 implements MigrationInterface {
  readonly name = 'BulkJobs1700000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table control.bulk_job (
        id uuid primary key,
        library_id char(26) not null references control."user"(id),
        requested_by char(26) not null references control."user"(id),
        executed_by char(26) references control."user"(id),
        noun text not null,
        action text not null,
        sealed_body text not null,
        state text not null default 'previewing'
          check (state in ('previewing', 'previewed', 'running', 'stopping', 'stopped', 'done')),
        total integer not null,
        verdicts jsonb not null default '[]',
        outcomes jsonb not null default '[]',
        changed_since_preview integer not null default 0,
        claim uuid,
        lease_until timestamptz,
        waiting_since timestamptz,
        created_at timestamptz not null default now(),
        started_at timestamptz,
        ended_at timestamptz,
        expires_at timestamptz not null
      )`);
    await runner.query(
      'create index bulk_job_by_library on control.bulk_job (library_id, created_at) where started_at is not null',
    );
    await runner.query(
      `create index bulk_job_active on control.bulk_job (created_at) where state in ('previewing', 'running', 'stopping')`,
    );
    await runner.query('create index bulk_job_by_expiry on control.bulk_job (expires_at)');
    await runner.query(`
      create table control.bulk_item (
        job_id uuid not null references control.bulk_job(id) on delete cascade,
        position integer not null,
        item_id uuid not null,
        revision text,
        verdict text,
        preview jsonb,
        outcome text,
        result jsonb,
        changed boolean not null default false,
        ended_at timestamptz,
        primary key (job_id, position)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table control.bulk_item');
    await runner.query('drop table control.bulk_job');
  }
}
