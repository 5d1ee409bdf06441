import { identifier } from '../schema/migration.js';

export type Columns = Readonly<Record<string, string>>;

export const ASSET_COLUMNS: Columns = {
  asset_id: 'uuid',
  owner: 'text',
  pipeline: 'text',
  status: 'text',
  failed: 'boolean',
  title: 'text',
  is_active: 'boolean',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
  on_pause: 'boolean',
  pause_until: 'timestamptz',
  deleted_at: 'timestamptz',
  expires_at: 'timestamptz',
  rests_since: 'timestamptz',
  cancelled_at: 'timestamptz',
  waiting_for: 'text',
  waiting_since: 'timestamptz',
  failed_at_stage: 'text',
  unconfirmed: 'integer',
  partial: 'boolean',
  needs_review: 'boolean',
  unsure: 'boolean',
  content_sha256: 'text',
  facts_key: 'text',
  revision: 'bigint',
  position: 'bigint',
  state: 'jsonb',
  personal: 'jsonb',
  commit_marks: 'text',
  fold_version: 'integer',
  state_hash: 'text',
};

export const STEP_COLUMNS: Columns = {
  asset_id: 'uuid',
  step: 'text',
  kind: 'text',
  service: 'text',
  lane: 'text',
  status: 'text',
  attempt: 'integer',
  attempt_id: 'uuid',
  scheduled_at: 'timestamptz',
  not_before: 'timestamptz',
  started_at: 'timestamptz',
  completed_at: 'timestamptz',
  failed_at: 'timestamptz',
  error_code: 'text',
  error_message: 'text',
  skip_reason: 'text',
  result: 'jsonb',
  waiting_for: 'text',
  waiting_since: 'timestamptz',
  retry_at: 'timestamptz',
  document_status: 'text',
  document_queue_status: 'text',
  added_at: 'timestamptz',
  changed_at: 'timestamptz',
};

export const AUDIT_TYPES: Columns = {
  position: 'bigint',
  event_index: 'integer',
  asset_id: 'uuid',
  owner: 'text',
  commit_id: 'text',
  type: 'text',
  step: 'text',
  status_after: 'text',
  failed_after: 'boolean',
  progress_after: 'integer',
  message: 'text',
  detail: 'json',
  actor_kind: 'text',
  actor_id: 'text',
  occurred_at: 'timestamptz',
  recorded_at: 'timestamptz',
  imported: 'boolean',
};

export const AUDIT_KEY = ['position', 'event_index'];

/** The columns that the log determines. Audit rows keep the words of the release that stored them, so `message` is not compared. */
export const COMPARED_AUDIT_COLUMNS: Columns = Object.fromEntries(
  Object.entries(AUDIT_TYPES).filter(([name]) => name !== 'message'),
);

interface Target {
  readonly schema: string;
  readonly table: string;
  readonly columns: Columns;
  readonly key: readonly string[];
}

export const columnNames = (columns: Columns): string => Object.keys(columns).join(', ');

/** Inserts all rows with one JSON parameter. PostgreSQL reads a JSON array twice as fast as arrays of jsonb (limits.md, B3). */
const insert = ({ schema, table, columns }: Target): string =>
  `insert into ${identifier(schema)}.${table} (${columnNames(columns)})
   select ${columnNames(columns)} from json_to_recordset($1::json) as r(${Object.entries(columns)
     .map(([name, type]) => `${name} ${type}`)
     .join(', ')})`;

/** A statement that each connection prepares once: to plan one for a table with many indexes takes longer than to write a row. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
}

const prepared = (verb: string, { schema, table }: Target, text: string): PreparedStatement => ({
  name: `${verb} ${schema}.${table}`,
  text,
});

export const upsert = (target: Target): PreparedStatement => {
  const rest = Object.keys(target.columns).filter((name) => !target.key.includes(name));
  const updates = rest.map((name) => `${name} = excluded.${name}`).join(', ');
  return prepared('upsert', target, `${insert(target)} on conflict (${target.key.join(', ')}) do update set ${updates}`);
};

/** Throws if a row exists. */
export const insertNew = (target: Target): PreparedStatement => prepared('insert', target, insert(target));

/** A history that was folded twice in one batch brings its rows twice. */
export const insertMissingSql = (target: Target): string => `${insert(target)} on conflict (${target.key.join(', ')}) do nothing`;
