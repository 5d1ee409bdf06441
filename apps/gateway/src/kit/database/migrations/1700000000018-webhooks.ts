import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the addresses that are told of changes to items, their messages, and the log of attempts. */
export class Webhooks1700000000018 implements MigrationInterface {
  readonly name = 'Webhooks1700000000018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table control.webhook_endpoint (
        id bigint generated always as identity primary key,
        library_id char(26) not null references control."user"(id),
        name text not null,
        name_key text not null,
        sealed text not null,
        events text[] not null,
        paused boolean not null default false,
        disabled_reason text,
        disabled_at timestamptz,
        failing_since timestamptz,
        outages integer not null default 0,
        wait_until timestamptz,
        last_success_at timestamptz,
        start_position bigint not null,
        claim uuid,
        lease_until timestamptz,
        revision integer not null default 1,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )`);
    await runner.query('create unique index webhook_endpoint_by_name on control.webhook_endpoint (library_id, name_key)');
    const endpoint = 'bigint not null references control.webhook_endpoint(id) on delete cascade';
    await runner.query(`
      create table control.webhook_item (
        endpoint_id ${endpoint},
        asset_id uuid not null,
        position bigint not null,
        primary key (endpoint_id, asset_id)
      )`);
    await runner.query(`
      create table control.webhook_message (
        endpoint_id ${endpoint},
        position bigint not null,
        event_index integer not null,
        asset_id uuid not null,
        event text not null,
        output text,
        previous_status text,
        attempts integer not null default 0,
        failing_since timestamptz,
        next_at timestamptz not null default now(),
        primary key (endpoint_id, position, event_index)
      )`);
    await runner.query(
      'create index webhook_message_by_item on control.webhook_message (endpoint_id, asset_id, position, event_index)',
    );
    await runner.query(`
      create table control.webhook_attempt (
        id uuid primary key,
        endpoint_id ${endpoint},
        message_id text not null,
        event text not null,
        asset_id uuid,
        position bigint,
        at timestamptz not null,
        duration_ms integer not null,
        status integer,
        error text,
        retry_at timestamptz
      )`);
    await runner.query('create index webhook_attempt_by_endpoint on control.webhook_attempt (endpoint_id, at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['attempt', 'message', 'item', 'endpoint']) await runner.query(`drop table control.webhook_${table}`);
  }
}
