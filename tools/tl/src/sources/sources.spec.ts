import type { Source, SourceSync } from '@throughline/api-client';
import { EXIT } from '../exit.js';
import { StubServer, problem } from '#testing/stub-server.js';

const SOURCES = '/api/v1/sources';
const TIME = '2026-02-05T17:00:00.000Z';
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
  counts: { new: 1, known: 2, waiting: 0, ignored: 1, failed: 0, retired: 1 },
  more: false,
  problem: null,
  entries: [
    { name: 'talk.mp4', verdict: 'new', item_id: '0199f5a0-4f0c-5c3e-9d0a-6f5d8f0f2b11' },
    { name: 'next.part', verdict: 'ignored', code: 'incomplete', message: 'The name is that of an incomplete file.' },
  ],
};
const talks: Source = {
  id: 4,
  name: 'Talks',
  type: 'folder',
  settings: { folder: 'inbox', after: 'move' },
  credential_id: null,
  brings: 'recording',
  template_id: null,
  run: true,
  interval_minutes: 5,
  state: 'active',
  last_sync: sync,
  next_sync_at: TIME,
  named_by: { templates: [{ id: 3, name: 'Weekly lecture' }], jobs: [{ id: 5, name: 'Weekdays' }] },
  revision: 3,
  created_at: TIME,
  updated_at: TIME,
};
const failed: SourceSync = { ...sync, state: 'failed', problem: { code: 'source-gone', message: 'It does not exist' } };
const scans: Source = { ...talks, id: 5, name: '4', state: 'paused', interval_minutes: null, last_sync: failed };
const listed = { [`GET ${SOURCES}`]: { body: { items: [talks, scans] } } };

describe('tl source', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());
  const tl = (...args: readonly string[]) => server.tl('source', ...args);

  it('lists sources with what their last syncs have found', async () => {
    server.prepare(listed);
    const { code, out } = await tl('list');
    expect([code, out.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' | '))]).toEqual([
      EXIT.done,
      [
        '4 | Talks | folder | every 5 min | done: 1 new, 2 known, 1 ignored, 1 moved or marked',
        '5 | 4 | folder | paused | failed: It does not exist',
        '',
      ],
    ]);
    server.prepare({ [`GET ${SOURCES}`]: { body: { items: [] } } });
    expect(await tl('list')).toMatchObject({ out: '', err: expect.stringContaining('tl source create') as string });
  });

  it('shows a source, found by its name before its number', async () => {
    server.prepare(listed);
    const { out } = await tl('show', 'Talks');
    for (const line of ['Talks (4)', 'recordings, and runs them', 'every 5 min', 'inbox', 'Weekly lecture', 'Weekdays'])
      expect(out).toContain(line);
    expect((await tl('show', '4')).out).toContain('4 (5)');
    expect(await tl('show', 'other')).toMatchObject({ code: EXIT.refused, out: '' });
  });

  it('deletes a source, and detaches it only on request', async () => {
    const at = `${SOURCES}/4`;
    const detail = 'These use the source: the template Weekly lecture.';
    server.prepare({ ...listed, [`DELETE ${at}`]: problem(409, 'source-in-use', detail) });
    expect(await tl('delete', 'Talks')).toMatchObject({ code: EXIT.refused, err: expect.stringContaining(detail) as string });
    server.prepare({ ...listed, [`DELETE ${at}?detach=true`]: { status: 204 } });
    expect((await tl('delete', 'Talks', '--detach')).code).toBe(EXIT.done);
    expect(server.changes).toMatchObject([{ headers: { 'if-match': '"3"' } }]);
  });

  it('sets up a source with settings of its type', async () => {
    const kinds = { folder: 'choice', path: 'text', subfolders: 'switch', settle_seconds: 'number', names: 'list' };
    const fields = Object.entries(kinds).map(([key, kind]) => ({ key, label: key, kind, required: false }));
    server.prepare({
      'GET /api/v1/source-types': { body: { items: [{ type: 'folder', label: 'Folder', settings: fields }] } },
      [`POST ${SOURCES}`]: { status: 201, body: talks },
    });
    const settings = [
      '--set',
      'folder=inbox',
      '--set',
      'subfolders=true',
      '--set',
      'settle_seconds=5',
      '--set',
      'path=2024',
      '--set',
      'names=*.mp4',
    ];
    const made = await tl('create', 'Talks', '--type', 'folder', ...settings, '--run', '--every', '5');
    expect(made).toMatchObject({ code: EXIT.done, out: expect.stringContaining('Talks (4)') as string });
    const body = {
      name: 'Talks',
      type: 'folder',
      settings: { folder: 'inbox', subfolders: true, settle_seconds: 5, path: '2024', names: '*.mp4' },
      brings: 'recording',
      run: true,
      interval_minutes: 5,
    };
    expect(server.changes).toMatchObject([{ line: `POST ${SOURCES}`, body }]);
    const documents = ['create', 'Papers', '--type', 'folder', '--set', 'folder=inbox', '--documents'];
    await tl(...documents);
    expect(server.changes.at(-1)?.body).not.toHaveProperty('run');
    await tl(...documents, '--no-run');
    expect(server.changes.at(-1)?.body).toMatchObject({ brings: 'document', run: false });
    expect((await tl('create', 'Talks', '--type', 'folder', '--set', 'folder')).code).toBe(EXIT.usage);
  });

  it('sets up a source with a credential of its type, by name or number', async () => {
    const account = { key: 'credential', label: 'Zoom account', kind: 'credential', required: true, credential: 'zoom' };
    const folder = { type: 'folder', label: 'Folder', settings: [] };
    const credentials = ['zoom', 'token'].map((type, index) => ({ id: index + 3, name: 'Mine', type, state: 'ok', used_by: [] }));
    server.prepare({
      'GET /api/v1/source-types': { body: { items: [{ type: 'zoom', label: 'Zoom', settings: [account] }, folder] } },
      'GET /api/v1/credentials': { body: { items: credentials } },
      [`POST ${SOURCES}`]: { status: 201, body: { ...talks, type: 'zoom', credential_id: 3 } },
    });
    for (const given of ['Mine', '3']) {
      const { code, out } = await tl('create', 'Talks', '--type', 'zoom', '--credential', given);
      expect([code, out.replaceAll(/ {2,}/g, ' | ')]).toEqual([EXIT.done, expect.stringContaining('credential | 3')]);
      expect(server.changes.at(-1)).toMatchObject({ line: `POST ${SOURCES}`, body: { type: 'zoom', credential_id: 3 } });
    }
    expect((await tl('create', 'Talks', '--type', 'folder', '--credential', '3')).code).toBe(EXIT.usage);
    expect((await tl('types')).out).toContain('--credential');
  });

  it('sets up a source with a credential of one of several types', async () => {
    const account = {
      key: 'credential',
      label: 'Own mailbox',
      kind: 'credential',
      required: false,
      credential: 'gmail',
      other_credential: 'outlook',
    };
    const credentials = ['token', 'outlook'].map((type, index) => ({
      id: index + 3,
      name: 'Mine',
      type,
      state: 'ok',
      used_by: [],
    }));
    server.prepare({
      'GET /api/v1/source-types': { body: { items: [{ type: 'mailbox', label: 'Mailbox', settings: [account] }] } },
      'GET /api/v1/credentials': { body: { items: credentials } },
      [`POST ${SOURCES}`]: { status: 201, body: { ...talks, type: 'mailbox', credential_id: 4 } },
    });
    expect((await tl('create', 'Invoices', '--type', 'mailbox', '--credential', 'Mine')).code).toBe(EXIT.done);
    expect(server.changes.at(-1)).toMatchObject({ body: { type: 'mailbox', credential_id: 4 } });
    const { code, err } = await tl('create', 'Invoices', '--type', 'mailbox', '--credential', 'Other');
    expect([code, err]).toEqual([EXIT.refused, expect.stringContaining('of the type gmail or outlook')]);
  });

  it('syncs a source, and prints what was found', async () => {
    server.prepare({ ...listed, [`POST ${SOURCES}/4/sync`]: { body: sync } });
    const { code, out, err } = await tl('sync', 'Talks', '--from', '05/02/2026');
    expect(code).toBe(EXIT.done);
    expect(server.changes).toMatchObject([{ line: `POST ${SOURCES}/4/sync`, body: { from_date: '05/02/2026' } }]);
    expect(err).toContain('done: 1 new');
    expect(out).toContain('incomplete file');
  });
});
