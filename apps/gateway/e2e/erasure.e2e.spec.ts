import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { KEY_STORE } from '@throughline/contracts';
import { startSystem, until, type System } from '@throughline/stack/testing';
import pg from 'pg';
import { shortTalk } from './media.js';
import { RecordingsClient, statusTrail, type RecordingView } from './recordings-client.js';

/** A unique word, used in every field that takes a person's text. */
const WORD = 'quetzalcoatl';
const SERVICES = ['gateway', 'ingest', 'processing', 'upload', 'status-projector'] as const;
const DOCUMENT = new URL('../../../docs/privacy.md', import.meta.url);

async function documentedStatements(): Promise<readonly string[]> {
  const block = /<!-- postgres -->\s*```sql\n(.*?)```/s.exec(await readFile(DOCUMENT, 'utf8'))?.[1] ?? '';
  return block
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

async function filesWith(folder: string, word: string, except: RegExp = /^$/): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (path.includes(word)) found.push(path);
    if (!entry.isFile() || except.test(path)) continue;
    // A running server removes files at any time.
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    if (bytes.includes(word)) found.push(path);
  }
  return found;
}

describe('an erasure in a whole installation', () => {
  let system: System;
  let client: RecordingsClient;
  let database: pg.Pool;
  let broker: NatsConnection;
  beforeAll(async () => {
    system = await startSystem({
      ownPostgres: true,
      simulation: true,
      runDefaults: { retry: { max_attempts: 1, backoff_ms: [100], max_crashes: 3 } },
      // Dies once between the event and the deletion.
      env: {
        ingest: { TL_FAILPOINT: 'keeper.erasing=kill' },
        'status-projector': { TL_SWEEP_EVERY_MS: '500', TL_SWEEP_OLDER_THAN_MS: '1000' },
      },
    });
    client = new RecordingsClient(system.url, system.token);
    database = new pg.Pool({ connectionString: system.databaseUrl, max: 2 });
    broker = await connect(system.natsLogin('admin'));
  }, 120_000);
  afterAll(async () => {
    await broker.close();
    await database.end();
    await system.close();
  }, 60_000);

  const postgresFolder = (): string => system.postgres?.dataDir ?? '';
  const sendCommand = async (id: string, command: string, body: object): Promise<RecordingView> => {
    const answer = await client.ask(id, command, body);
    if (!answer.ok) throw new Error(`${command}: ${String(answer.status)} ${await answer.text()}`);
    return (await answer.json()) as RecordingView;
  };
  const waitForEnd = async (id: string): Promise<RecordingView> =>
    (await client.waitFor(id, ({ run }) => run?.active === false, 180_000)).recording;
  const filesOf = async (id: string): Promise<readonly string[]> => {
    const of = (folder: string): Promise<string[]> =>
      readdir(join(system.artifactsDir, folder), { recursive: true }).catch(() => []);
    const all = await readdir(system.artifactsDir, { recursive: true });
    return [...(await of(id)), ...all.filter((path) => path.includes(id))];
  };
  const columnsWith = async (word: string): Promise<readonly string[]> => {
    const { rows } = await database.query<{ place: string; found: string }>(
      `select format('%I.%I.%I', table_schema, table_name, column_name) as place,
              format('select count(*)::int as n from %I.%I where %I::text like $1', table_schema, table_name, column_name) as found
       from information_schema.columns where table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const found: string[] = [];
    for (const { place, found: sql } of rows) {
      const { rows: counts } = await database.query<{ n: number }>(sql, [`%${word}%`]);
      if ((counts[0]?.n ?? 0) > 0) found.push(place);
    }
    return found;
  };
  /** The relations that these files belong to, and the transactions that can keep their old rows. */
  const explainLeft = async (files: readonly string[]): Promise<object> => {
    const nodes = files.map((path) => Number(/\d+(?=(\.\d+)?$)/.exec(path)?.[0] ?? 0));
    const { rows: relations } = await database.query<object>(
      'select oid::regclass::text as name from pg_class where pg_relation_filenode(oid)::bigint = any($1)',
      [nodes],
    );
    const { rows: transactions } = await database.query<object>(
      `select usename, state, now() - xact_start as since, wait_event, left(query, 200) as query from pg_stat_activity
       where backend_xmin is not null and pid <> pg_backend_pid()`,
    );
    return { files, relations, transactions };
  };
  const erasedBy = async (id: string): Promise<boolean> =>
    (await system.service('ingest').log()).split('\n').some((line) => line.includes('an erasure completed') && line.includes(id));

  const register = async (body: object): Promise<string> => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': WORD };
    const answer = await client.request('/api/v1/recordings', { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`not registered: ${await answer.text()}`);
    return ((await answer.json()) as RecordingView).id;
  };

  let backup: Uint8Array;
  const keySubject = (id: string): string => `$KV.${KEY_STORE}.${id}`;
  const lastKey = async (id: string): Promise<{ readonly bytes: Uint8Array; readonly isMarker: boolean }> => {
    const { streams } = await jetstreamManager(broker, { checkAPI: false });
    const found = await streams.getMessage(`KV_${KEY_STORE}`, { last_by_subj: keySubject(id) });
    if (found === null) throw new Error(`there is no record of ${id}`);
    return { bytes: found.data, isMarker: found.header.get('KV-Operation') === 'PURGE' };
  };

  const ids: string[] = [];
  const statuses = new Map<string, string>();

  it('starts with a word in every field that takes text', async () => {
    const named = { title: `The ${WORD} talk`, fileName: `${WORD}.mp4` };
    const ready = await client.pushPatiently(shortTalk(), { ...named, run: true });
    await client.waitReady(ready.id, 240_000);
    const failing = { TRIM: { faults: [{ attempt: 1, do: 'fail', retryable: false }] } };
    const failed = await client.simulate({ title: `${WORD} fails`, outputs: ['sim-keyed'], simulation: failing });
    await waitForEnd(failed.id);
    const hanging = { TRIM: { takes_ms: 600_000 } };
    const paused = await client.simulate({ title: `${WORD} waits`, outputs: ['sim-keyed'], simulation: hanging });
    await client.waitFor(paused.id, ({ status }) => status === 'PROCESSING');
    await sendCommand(paused.id, 'pause', { reason: `because of ${WORD}` });
    const cancelled = await client.simulate({ title: `${WORD} ends`, outputs: ['sim-keyed'], simulation: hanging });
    await client.waitFor(cancelled.id, ({ status }) => status === 'PROCESSING');
    await sendCommand(cancelled.id, 'cancel', { reason: `${WORD} again` });
    const broken = await client.push(new Blob([`no media, but ${WORD}`]), {
      title: `${WORD} is broken`,
      run: true,
      fileName: `${WORD}.mp4`,
    });
    const { id: brokenId } = (await broken.json()) as RecordingView;
    await client.waitFor(brokenId, (item) => item.failed);
    const dropped = { 'deliver:sim-blind': { faults: [{ attempt: 1, do: 'drop' }] } };
    const found = await client.simulate({
      title: `${WORD} is found`,
      outputs: ['sim-blind'],
      simulation: dropped,
      // The second attempt finds that the first one may have arrived.
      processing: { retry: { max_attempts: 2, backoff_ms: [100] } },
    });
    await waitForEnd(found.id);
    await sendCommand(found.id, 'outputs/sim-blind/settle', { delivered: true, url: `https://media.example/${WORD}` });
    const unreachable = await register({ url: `https://media.invalid/${WORD}.mp4?of=${WORD}`, run: true });
    await client.waitFor(unreachable, (item) => item.failed || item.waiting_for.some((one) => one.for !== 'queue'));
    // Autovacuum does this at any time. The statistics of a table stay when it becomes empty.
    await database.query('analyze');
    ids.push(ready.id, failed.id, paused.id, cancelled.id, brokenId, found.id, unreachable);
    for (const id of ids) statuses.set(id, (await client.get(id)).status);

    // The search itself works: it finds the word while the item exists.
    await until(async () => (await columnsWith(WORD)).length > 0, { what: 'rows' });
    expect(await columnsWith(WORD)).toEqual(expect.arrayContaining(['projection.asset.personal', 'projection.asset.title']));
    await database.query('checkpoint');
    expect(await filesWith(postgresFolder(), WORD)).not.toEqual([]);
    backup = (await lastKey(ready.id)).bytes;
    expect(backup.byteLength).toBeGreaterThan(32);
    expect((await filesOf(ready.id)).length).toBeGreaterThan(3);
    expect(await filesWith(system.nats.storeDir, WORD)).toEqual([]);
  }, 400_000);

  it('completes by itself, although its keeper dies between the event and the deletion', async () => {
    for (const id of ids) {
      const erased = await sendCommand(id, 'erase', { confirm: true });
      expect(JSON.stringify(erased)).not.toContain(WORD);
    }
    for (const id of ids) await until(() => erasedBy(id), { what: `the end of the erasure of ${id}` });
    expect(system.service('ingest').crashes).toBe(1);
    for (const id of ids) await until(async () => (await filesOf(id)).length === 0, { what: 'an empty store' });
  }, 180_000);

  it('leaves the word in no answer, table or log, and in no file of the broker or the store', async () => {
    for (const id of ids) {
      for (const path of ['', '/events?limit=500', '/explain', '/artifacts', '/artifacts/transcript.txt'])
        expect(await (await client.request(`/api/v1/recordings/${id}${path}`)).text()).not.toContain(WORD);
      expect((await client.request(`/api/v1/recordings/${id}/artifacts`)).status).toBe(410);
    }
    expect(await (await client.request('/api/v1/recordings?limit=100&deleted=any')).text()).not.toContain(WORD);
    expect(await columnsWith(WORD)).toEqual([]);
    for (const name of SERVICES) expect([name, (await system.service(name).log()).includes(WORD)]).toEqual([name, false]);
    expect(await readFile(system.postgres?.logFile ?? '', 'utf8')).not.toContain(WORD);
    expect(await filesWith(system.nats.storeDir, WORD)).toEqual([]);
    expect(await filesWith(system.artifactsDir, WORD)).toEqual([]);
    expect(await filesWith(system.simulationDir, WORD)).toEqual([]);
    // Delivered files belong to the item's owner and stay.
    expect((await readdir(system.outputDir)).join()).toContain(WORD);
  }, 120_000);

  it('leaves the word in no table file of PostgreSQL after the documented statements', async () => {
    const statements = await documentedStatements();
    expect(statements.length).toBeGreaterThan(3);
    // A transaction that is still open keeps old rows from a statement: then it is repeated.
    const repeat = async (): Promise<boolean> => {
      for (const statement of statements) await database.query(statement);
      const left = await filesWith(postgresFolder(), WORD, /[/\\]pg_wal[/\\]/);
      if (left.length > 0) throw new Error(`the word is left in ${JSON.stringify(await explainLeft(left))}`);
      return true;
    };
    await until(repeat, { interval: 1_000, what: 'table files without the word' });
  });

  it('shows nothing if an older copy of the keys is restored, and destroys the key again', async () => {
    const [id = ''] = ids;
    expect((await lastKey(id)).isMarker).toBe(true);
    await Promise.all(SERVICES.map((name) => system.service(name).stop()));
    await jetstream(broker).publish(keySubject(id), backup);
    expect((await lastKey(id)).isMarker).toBe(false);
    // The keeper restarts last: until then the other services could still read with the key.
    await Promise.all(SERVICES.filter((name) => name !== 'ingest').map((name) => system.service(name).start()));
    await until(async () => (await client.request('/health/ready')).ok, { what: 'a gateway' });
    for (const path of ['', '/events?limit=500', '/explain'])
      expect(await (await client.request(`/api/v1/recordings/${id}${path}`)).text()).not.toContain(WORD);
    expect(await columnsWith(WORD)).toEqual([]);
    expect((await lastKey(id)).isMarker).toBe(false);
    await system.service('ingest').start();
    await until(async () => (await lastKey(id)).isMarker, { what: 'the end of the key' });
  }, 120_000);

  it('keeps status, counts and audit trail', async () => {
    for (const id of ids) {
      const item = await client.get(id);
      const before = statuses.get(id);
      // The paused run was active, so the erasure has cancelled it.
      expect(item).toMatchObject({ title: null, status: before === 'PROCESSING' ? 'DOWNLOADED' : before });
      const events = await client.events(id);
      expect(events.at(0)?.type).toBe('AssetRegistered');
      expect(events.map(({ type }) => type)).toContain('AssetErased');
    }
    expect(statusTrail(await client.events(ids[0] ?? ''))).toEqual(expect.arrayContaining(['DOWNLOADED', 'PROCESSED', 'READY']));
    expect(await client.list('?limit=100')).toHaveLength(ids.length);
  }, 60_000);
});
