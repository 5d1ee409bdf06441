import type { Source, SourceSync } from '@throughline/api-client';
import { EXIT } from '../exit.js';
import { StubServer } from '#testing/stub-server.js';

const SOURCES = '/api/v1/sources';
const TIME = '2026-02-05T17:00:00.000Z';
const meetings: Source = {
  id: 4,
  name: 'Meetings',
  type: 'zoom',
  settings: { user: 'me', days: 3 },
  credential_id: 3,
  brings: 'document',
  template_id: 7,
  run: true,
  interval_minutes: 5,
  state: 'active',
  last_sync: null,
  next_sync_at: TIME,
  named_by: { templates: [], jobs: [] },
  revision: 3,
  created_at: TIME,
  updated_at: TIME,
};
const { id: _id, state: _state, last_sync: _sync, next_sync_at: _next, revision: _revision, ...rest } = meetings;
const { created_at: _created, updated_at: _updated, named_by: _by, ...content } = rest;
const fields = [
  { key: 'user', label: 'User', kind: 'text', required: true },
  { key: 'days', label: 'Days', kind: 'number', required: false },
  { key: 'after', label: 'After', kind: 'choice', required: false, options: [{ value: 'leave' }, { value: 'move' }] },
  { key: 'credential', label: 'Account', kind: 'credential', required: true, credential: 'zoom' },
];
const SERVER = {
  [`GET ${SOURCES}`]: { body: { items: [meetings] } },
  'GET /api/v1/source-types': { body: { items: [{ type: 'zoom', label: 'Zoom', settings: fields }] } },
  'GET /api/v1/credentials': { body: { items: [{ id: 9, name: 'Other', type: 'zoom', state: 'ok', used_by: [] }] } },
  'GET /api/v1/templates': { body: { items: [{ id: 12, name: 'Weekly', revision: 1 }] } },
  [`PUT ${SOURCES}/4`]: { body: meetings },
};

describe('tl source edit', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());
  beforeEach(() => {
    server.prepare(SERVER);
  });
  const edit = (...args: readonly string[]) => server.tl('source', 'edit', 'Meetings', ...args);

  it.each<[string, Partial<typeof content>]>([
    ['--name Calls', { name: 'Calls' }],
    ['--set days=10 --set after=move', { settings: { user: 'me', days: 10, after: 'move' } }],
    ['--set days=', { settings: { user: 'me' } }],
    ['--credential Other', { credential_id: 9 }],
    ['--no-credential', { credential_id: null }],
    ['--recordings', { brings: 'recording' }],
    ['--template Weekly', { template_id: 12 }],
    ['--template 12', { template_id: 12 }],
    ['--no-template', { template_id: null }],
    ['--no-run', { run: false }],
    ['--every 60', { interval_minutes: 60 }],
    ['--no-every', { interval_minutes: null }],
  ])('%s changes this alone, at the revision that was read', async (given, change) => {
    expect(await edit(...given.split(' '))).toMatchObject({ code: EXIT.done });
    const [sent] = server.changes;
    expect(sent).toMatchObject({ line: `PUT ${SOURCES}/4`, body: { ...content, ...change } });
    expect(sent?.headers['if-match']).toBe('"3"');
    expect(server.changes).toHaveLength(1);
  });

  it.each([[], ['--documents', '--recordings'], ['--set', 'nothing'], ['--set', 'colour=red']])(
    'changes nothing with %j',
    async (...given) => {
      expect((await edit(...given)).code).toBe(EXIT.usage);
      expect(server.changes).toEqual([]);
    },
  );
});

describe('tl source test', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());
  const report = (result: 'ok' | 'wrong', message: string): object => ({
    ok: result === 'ok',
    items: [{ name: 'read', result, message }],
  });
  const test = (...args: readonly string[]) => server.tl('source', 'test', ...args);

  it('tests a source as it is saved', async () => {
    server.prepare({ ...SERVER, [`POST ${SOURCES}/4/test`]: { body: report('ok', 'The recordings can be read.') } });
    expect(await test('Meetings')).toMatchObject({ code: EXIT.done, out: expect.stringContaining('can be read') as string });
    server.prepare({ ...SERVER, [`POST ${SOURCES}/4/test`]: { body: report('wrong', 'The account is unknown.') } });
    expect(await test('Meetings')).toMatchObject({ code: EXIT.failed, out: expect.stringContaining('unknown') as string });
  });

  it.each([
    [['Meetings', '--set', 'days=9'], { settings: { user: 'me', days: 9 }, credential_id: 3 }],
    [['Meetings', '--credential', 'Other'], { settings: { user: 'me', days: 3 }, credential_id: 9 }],
    [['--type', 'zoom', '--set', 'user=you', '--credential', '9'], { settings: { user: 'you' }, credential_id: 9 }],
  ])('tests settings that are not saved: %j', async (given, body) => {
    server.prepare({ ...SERVER, [`POST ${SOURCES}/test`]: { body: report('ok', 'It can be read.') } });
    expect((await test(...given)).code).toBe(EXIT.done);
    expect(server.changes).toMatchObject([{ line: `POST ${SOURCES}/test`, body: { type: 'zoom', ...body } }]);
  });

  it('needs a source or a type, and a type that the server has', async () => {
    server.prepare(SERVER);
    expect((await test()).code).toBe(EXIT.usage);
    expect((await test('Meetings', '--type', 'zoom')).code).toBe(EXIT.usage);
    expect(await test('--type', 'none', '--set', 'a=b')).toMatchObject({
      code: EXIT.refused,
      err: expect.stringContaining('zoom') as string,
    });
    expect(server.changes).toEqual([]);
  });
});

describe('tl source syncs', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());
  const sync: SourceSync = {
    id: '6b8f4d1e-2a70-4c55-9d0a-6f5d8f0f2b11',
    source_id: 4,
    trigger: 'interval',
    dry_run: false,
    state: 'done',
    from_date: null,
    to_date: null,
    started_at: TIME,
    ended_at: TIME,
    counts: { new: 1, known: 2, waiting: 0, ignored: 0, failed: 0, retired: 0 },
    more: false,
    problem: null,
    entries: [{ name: 'talk.mp4', verdict: 'new', item_id: '0199f5a0-4f0c-5c3e-9d0a-6f5d8f0f2b11' }],
  };
  const syncs = (...args: readonly string[]) => server.tl('source', 'syncs', 'Meetings', ...args);

  it('lists the last syncs, and shows one of them', async () => {
    server.prepare({
      ...SERVER,
      [`GET ${SOURCES}/4/syncs`]: { body: { items: [sync, { ...sync, trigger: 'job' }] } },
      [`GET ${SOURCES}/4/syncs/${sync.id}`]: { body: sync },
    });
    const { code, out } = await syncs();
    expect(code).toBe(EXIT.done);
    for (const text of [sync.id, 'automatically', 'by a job', 'done: 1 new, 2 known']) expect(out).toContain(text);
    expect(await syncs(sync.id)).toMatchObject({ code: EXIT.done, out: expect.stringContaining('talk.mp4') as string });
    expect((await syncs('none')).code).toBe(EXIT.refused);
    expect(JSON.parse((await syncs('--json')).out)).toHaveLength(2);
  });

  it('says so if there were none', async () => {
    server.prepare({ ...SERVER, [`GET ${SOURCES}/4/syncs`]: { body: { items: [] } } });
    expect(await syncs()).toMatchObject({ code: EXIT.done, out: '', err: expect.stringContaining('not been synced') as string });
  });
});
