import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the limits of users, and the parts of quotas that work in progress holds. Usage itself follows from the projection. */
export class Quotas1700000000013 implements MigrationInterface {
  readonly name = 'Quotas1700000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table control.quota_limit (
        user_id char(26) primary key references control."user"(id),
        limits jsonb not null,
        revision integer not null
      )`);
    await runner.query(`
      create table control.quota_hold (
        asset_id uuid not null,
        step text not null,
        quota text not null,
        owner char(26) not null,
        attempt integer not null,
        amount double precision not null,
        state text not null constraint quota_hold_state_check check (state in ('held', 'waiting')),
        since timestamptz not null default now(),
        expires_at timestamptz,
        primary key (asset_id, step, quota)
      )`);
    await runner.query(`create index quota_hold_by_owner on control.quota_hold (owner) where state = 'held'`);
    await runner.query(`create index quota_hold_waiting on control.quota_hold (since) where state = 'waiting'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table control.quota_hold');
    await runner.query('drop table control.quota_limit');
  }
}
