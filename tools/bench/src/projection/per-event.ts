import pg from 'pg';
import { MemoryFold, readLog, type FoldedEvent } from './fold-only.js';
import type { BenchLog } from './log.js';

const SCHEMA = `
  drop schema if exists usual cascade;
  create schema usual;
  create table usual.asset (asset_id uuid primary key, status text not null, failed bool not null, position bigint not null, state jsonb not null);
  create table usual.step (asset_id uuid, step text, status text not null, attempt int not null, primary key (asset_id, step));
  create table usual.audit_log (position bigint, event_index int, asset_id uuid not null, type text not null, status text not null,
    message text not null, detail json not null, primary key (position, event_index));
  create index on usual.audit_log (asset_id, position, event_index);
  create table usual.checkpoint (name text primary key, position bigint not null);
  insert into usual.checkpoint values ('all', 0);`;

const statements = {
  asset: `insert into usual.asset values ($1, $2, $3, $4, $5) on conflict (asset_id) do update
    set status = excluded.status, failed = excluded.failed, position = excluded.position, state = excluded.state`,
  step: `insert into usual.step values ($1, $2, $3, $4) on conflict (asset_id, step) do update
    set status = excluded.status, attempt = excluded.attempt`,
  audit: 'insert into usual.audit_log values ($1, $2, $3, $4, $5, $6, $7)',
  checkpoint: `update usual.checkpoint set position = $1 where name = 'all'`,
} as const;

const findChangedSteps = ({
  state,
  detail,
}: FoldedEvent): readonly (readonly [step: string, status: string, attempt: number])[] => {
  if (state.phase !== 'present') return [];
  const { step } = JSON.parse(detail) as { step?: string };
  const found = state.steps.find((each) => each.step === step);
  return found === undefined ? [] : [[found.step, found.phase, found.attempts.at(-1)?.number ?? 0]];
};

async function write(client: pg.Client, line: FoldedEvent): Promise<void> {
  const run = (name: keyof typeof statements, values: readonly unknown[]): Promise<unknown> =>
    client.query({ name, text: statements[name], values: [...values] });
  const { assetId, position, index, type, status, failed, message, detail, state } = line;
  await client.query('begin');
  await run('asset', [assetId, status, failed, position, JSON.stringify(state)]);
  for (const step of findChangedSteps(line)) await run('step', [assetId, ...step]);
  await run('audit', [position, index, assetId, type, status, message, detail]);
  await run('checkpoint', [position]);
  await client.query('commit');
}

/**
 * Runs a conventional projector, with one transaction for the rows and the checkpoint of each event. Returns events per second.
 */
export async function measurePerEvent(log: BenchLog, databaseUrl: string, events: number): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(SCHEMA);
    let written = 0;
    const fold = new MemoryFold(async (line) => {
      await write(client, line);
      written += 1;
    });
    const started = performance.now();
    await readLog(log, fold, () => written >= events);
    return (written / (performance.now() - started)) * 1_000;
  } finally {
    await client.end();
  }
}
