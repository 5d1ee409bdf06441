import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { startSystem, until, type System } from '@throughline/stack/testing';
import { projectRoot } from '../config.js';
import type { Cleanup } from '../servers/cleanup.js';

/** A library with many items, one of which was processed. */
export interface BenchLibrary {
  readonly url: string;
  /** Signs one browser in. */
  readonly link: string;
  /** A recording with video and transcript. */
  readonly recording: string;
}

const TALK = join(projectRoot, 'assets/short-talk.mp4');

type Call = (method: string, path: string, body?: FormData | object) => Promise<unknown>;

const callsTo =
  ({ url, token }: System): Call =>
  async (method, path, body) => {
    const isForm = body instanceof FormData;
    const answer = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${String(answer.status)}: ${await answer.text()}`);
    return answer.json();
  };

/** Uploads a talk, and resolves with its id when it is ready. */
async function processTalk(call: Call): Promise<string> {
  const form = new FormData();
  form.set('file', new Blob([await readFile(TALK)], { type: 'video/mp4' }), 'short-talk.mp4');
  form.set('title', 'Talk');
  form.set('language', 'en');
  form.set('run', 'true');
  const { id } = (await call('POST', 'recordings', form)) as { id: string };
  const isReady = async (): Promise<boolean> => {
    const { status, previews } = (await call('GET', `recordings/${id}`)) as { status: string; previews: { state: string } };
    return status === 'READY' && previews.state === 'ready';
  };
  await until(isReady, { timeout: 180_000, what: 'the transcript and the previews of the talk' });
  return id;
}

/**
 * Copies the row of the talk, because registering as many items would take hours. The copies have older dates, and no content, so
 * that they are no duplicates. Each state has an id of its own, of version 7: the page shows one row for each id, and a cursor has one.
 */
const copyRow = (columns: string): string => `
  with copies as (
    select copy.* from projection.asset a, generate_series(1, $2::int) n,
    lateral (select overlay(overlay(md5(a.asset_id || ' ' || n) placing '7' from 13) placing '8' from 17)::uuid as id,
      to_jsonb(a.created_at - n * interval '1 minute') as at) made,
    lateral jsonb_populate_record(a, jsonb_build_object('asset_id', id, 'title', 'Talk ' || n, 'content_sha256', null,
      'created_at', at, 'updated_at', at,
      'state', a.state || jsonb_build_object('assetId', id, 'registeredAt', at, 'updatedAt', at))) copy
    where a.asset_id = $1)
  insert into projection.asset (${columns}) select ${columns} from copies`;

const listColumns = async (client: pg.Client): Promise<string> => {
  const { rows } = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = 'projection' and table_name = 'asset' and is_generated = 'NEVER' order by ordinal_position`,
  );
  return rows.map(({ name }) => name).join(', ');
};

async function fill(databaseUrl: string, recording: string, items: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // The talk itself is one of the items.
    await client.query(copyRow(await listColumns(client)), [recording, items - 1]);
    await client.query('vacuum analyze projection.asset');
  } finally {
    await client.end();
  }
}

/** Starts an installation of its own with a library of this many items. Nothing else is in progress in it. */
export async function openLibrary(closing: Cleanup, items: number): Promise<BenchLibrary> {
  const system = await startSystem({
    ownPostgres: true,
    env: { gateway: { TL_RATE_PER_SECOND: '100000', TL_LOG_LEVEL: 'error' } },
  });
  closing.add(() => system.close());
  const call = callsTo(system);
  const recording = await processTalk(call);
  // The projector would remove the copied rows, whose items the log does not have.
  for (const service of ['ingest', 'processing', 'upload', 'status-projector'] as const) await system.service(service).stop();
  await fill(system.databaseUrl, recording, items);
  const { url: link } = (await call('POST', 'auth/links', {})) as { url: string };
  return { url: system.url, link, recording };
}
