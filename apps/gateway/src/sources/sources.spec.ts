import { newId } from '@throughline/contracts';
import { MemorySourceService } from '../testing/memory-source-service.js';
import type { MemoryGateway } from '../testing/memory-gateway.js';
import { sendRequest, type Method, type Reply, type RequestParts } from '../testing/send-request.js';
import { forwardTo, shareMemoryGateway } from '../testing/shared-memory-gateway.js';

interface Answer {
  readonly id: number;
  readonly code?: string;
  readonly detail?: string;
  readonly items: readonly { readonly id: string | number }[];
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
  readonly [member: string]: unknown;
}

const SETTINGS = { type: 'folder', settings: { folder: 'inbox', path: 'Talks' } };
const BODY = { name: 'Talks', ...SETTINGS };

describe('sources', () => {
  let gateway: MemoryGateway;
  let service: MemorySourceService;
  const nextOwner = shareMemoryGateway({ ports: { sourceService: forwardTo(() => service) } });
  beforeEach(async () => {
    service = new MemorySourceService();
    gateway = await nextOwner();
  });

  const ask = (method: Method, path = '', parts?: RequestParts) => sendRequest<Answer>(gateway, method, `/sources${path}`, parts);
  const create = (change: object = {}): Promise<Reply<Answer>> => ask('POST', '', { payload: { ...BODY, ...change } });
  const pathOf = ({ body }: Reply<Answer>): string => `/${String(body.id)}`;
  const pointersOf = ({ body }: Reply<Answer>): readonly string[] => (body.errors ?? []).map(({ pointer }) => pointer);

  it('are set up, read, listed, replaced and removed', async () => {
    const created = await create({ interval_minutes: 5 });
    expect(created).toMatchObject({
      status: 201,
      headers: { etag: '"1"' },
      body: { ...BODY, brings: 'recording', template_id: null, run: false, state: 'active', last_sync: null, revision: 1 },
    });
    expect(created.body['next_sync_at']).not.toBeNull();
    const path = pathOf(created);
    expect(await ask('GET', path)).toMatchObject({ status: 200, headers: { etag: '"1"' }, text: created.text });
    const payload = { ...BODY, name: ' Papers ', brings: 'document', settings: { folder: 'scans' } };
    const replaced = await ask('PUT', path, { payload, ifMatch: '"1"' });
    expect(replaced).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { name: 'Papers', brings: 'document', settings: { folder: 'scans' }, interval_minutes: null, next_sync_at: null },
    });
    expect((await ask('GET')).body.items).toEqual([replaced.body]);
    expect((await ask('DELETE', path, { ifMatch: '"2"' })).status).toBe(204);
    expect((await ask('GET', path)).status).toBe(404);
  });

  it('run documents like all others, unless they say otherwise, and recordings only on request', async () => {
    const runOf = async (fields: object): Promise<unknown> => (await create({ name: newId(), ...fields })).body['run'];
    expect(await runOf({ brings: 'document' })).toBe(true);
    expect(await runOf({ brings: 'document', run: false })).toBe(false);
    expect(await runOf({ brings: 'recording' })).toBe(false);
    expect(await runOf({ run: true })).toBe(true);
  });

  it('have unique names, whatever their case', async () => {
    await create();
    expect(await create({ name: 'TALKS' })).toMatchObject({ status: 409, body: { code: 'source-name-taken' } });
    for (const name of ['', '  ', 'a\tb', 'x'.repeat(101)]) expect(pointersOf(await create({ name }))).toContain('/name');
  });

  it('are refused with settings that the form of their type, or the type itself, does not allow', async () => {
    expect(pointersOf(await create({ type: 'telegraph', settings: {} }))).toEqual(['/type']);
    expect(pointersOf(await create({ settings: { folder: 'etc', other: 1 } }))).toEqual(['/settings/folder', '/settings/other']);
    expect(pointersOf(await create({ settings: {} }))).toEqual(['/settings/folder']);
    expect(pointersOf(await create({ settings: { folder: 'inbox', path: '../etc' } }))).toEqual(['/settings']);
    expect(pointersOf(await create({ interval_minutes: 0 }))).toEqual(['/interval_minutes']);
    expect(await create({ template_id: 77 })).toMatchObject({ body: { code: 'unknown-template' } });
  });

  it('name a credential that does not exist, or belongs to another library, in the refusal', async () => {
    const account = { sealedClient: undefined, account: undefined, type: 'google', name: 'x', grantId: newId() } as const;
    const foreign = await gateway.ports.credentials.add({ libraryId: '01J8Z3V5W6X7Y8Z9A0B1C2D3E4', ...account });
    for (const credential_id of [foreign.id, 999])
      expect(await create({ credential_id })).toMatchObject({
        status: 404,
        body: { detail: `Cannot create source: credential ${String(credential_id)} not found or access denied` },
      });
  });

  it('hide the syncs of another library', async () => {
    const path = pathOf(await create());
    const { body: sync } = await ask('POST', `${path}/sync`);
    const token = await gateway.tokenFor(['write', 'read']);
    expect((await ask('GET', `${path}/syncs/${String(sync.id)}`, { token })).status).toBe(404);
  });

  it('are tested before and after they are saved', async () => {
    const path = pathOf(await create());
    for (const asked of [ask('POST', '/test', { payload: SETTINGS }), ask('POST', `${path}/test`)])
      expect(await asked).toMatchObject({ status: 200, body: { ok: true, items: [{ name: 'settings', result: 'ok' }] } });
  });

  it('are synced, which brings new items, and show what the last sync has found', async () => {
    service.put('talk.mp4');
    const path = pathOf(await create());
    const sync = await ask('POST', `${path}/sync`);
    expect(sync).toMatchObject({
      status: 200,
      body: { state: 'done', trigger: 'user', dry_run: false, counts: { new: 1, known: 0 }, entries: [{ name: 'talk.mp4' }] },
    });
    expect((await ask('GET', path)).body['last_sync']).toEqual(sync.body);
    expect((await ask('GET', `${path}/syncs`)).body.items).toEqual([sync.body]);
    expect(await ask('GET', `${path}/syncs/${String(sync.body.id)}`)).toMatchObject({ status: 200, body: sync.body });
    expect((await ask('GET', `${path}/syncs/nonsense`)).status).toBe(404);
  });

  it('are previewed by a dry run, which is not their last sync', async () => {
    service.put('talk.mp4');
    const path = pathOf(await create());
    const preview = await ask('POST', `${path}/sync?dry_run=true`, { payload: { from_date: '05/02/2026' } });
    expect(preview).toMatchObject({ status: 200, body: { dry_run: true, counts: { new: 1 } } });
    expect(preview.body['from_date']).toBe('2026-02-05T00:00:00.000Z');
    expect((await ask('GET', path)).body['last_sync']).toBeNull();
  });

  it('SRC-09: refuse other dates, and name the formats', async () => {
    const refused = await ask('POST', `${pathOf(await create())}/sync`, { payload: { from_date: '2026-20-01' } });
    const message =
      "Invalid date format: '2026-20-01'. Supported formats: YYYY-MM-DD, DD-MM-YYYY, DD/MM/YYYY, DD-MM-YY, DD/MM/YY";
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: '/from_date', message }] } });
  });

  it('are paused and resumed, any number of times', async () => {
    const path = pathOf(await create({ interval_minutes: 5 }));
    const paused = await ask('POST', `${path}/pause`);
    expect(paused).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { state: 'paused', next_sync_at: null } });
    expect(await ask('POST', `${path}/pause`)).toMatchObject({ status: 200, headers: { etag: '"2"' }, text: paused.text });
    expect(await ask('POST', `${path}/sync`)).toMatchObject({ status: 409, body: { code: 'source-paused' } });
    expect((await ask('POST', `${path}/sync?dry_run=true`)).status).toBe(200);
    await gateway.sourceSyncs.syncDue();
    expect((await ask('POST', `${path}/resume`)).body).toMatchObject({ state: 'active', last_sync: null });
    await gateway.sourceSyncs.syncDue();
    await gateway.sourceSyncs.ended();
    expect((await ask('GET', path)).body['last_sync']).toMatchObject({ trigger: 'interval', state: 'done' });
  });

  it('say so while the ingest service is away', async () => {
    const path = pathOf(await create());
    service.isAway = true;
    expect(await create({ name: 'Other' })).toMatchObject({ status: 503, body: { code: 'no-ingest-service' } });
    const sync = await ask('POST', `${path}/sync`);
    expect(sync.body).toMatchObject({ state: 'failed', problem: { code: 'no-ingest-service' } });
  });
});
