import { identifier, type Migration } from './migration.js';

export const OPS_SCHEMA = 'ops';

/** A log of what operators and the projector did to the tables. It has its own schema, so a rebuild keeps it. */
export const opsMigrations: readonly Migration[] = [
  {
    id: '001-ops-log',
    sql: `
create table ${identifier(OPS_SCHEMA)}.ops_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  kind text not null,
  asset_id text,
  detail jsonb not null
);
create function ${identifier(OPS_SCHEMA)}.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '%.% is append-only: % is refused', tg_table_schema, tg_table_name, tg_op using errcode = 'TL001';
end $$;
create trigger ops_log_is_append_only before update or delete or truncate on ${identifier(OPS_SCHEMA)}.ops_log
  for each statement execute function ${identifier(OPS_SCHEMA)}.refuse_change();`,
  },
  {
    id: '002-drift-pass',
    sql: `
create table ${identifier(OPS_SCHEMA)}.drift_pass (
  partition integer primary key,
  ended_at timestamptz not null
);`,
  },
];
