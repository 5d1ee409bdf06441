import { newId } from '@throughline/contracts';
import { ask, type AskOptions } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { upload } from '../../testing/upload.js';
import { completeStep, startStep, workThrough } from '../../testing/work-through.js';
import type { BulkAnswer } from './bulk-work.js';

describe('bulk requests on recordings', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());

  const send = async (path: string, body: object, asking: AskOptions = {}) => {
    const response = await ask(gateway, `/bulk/${path}`, { body, ...asking });
    return { status: response.statusCode, headers: response.headers, body: response.json<BulkAnswer & { code: string }>() };
  };
  const outcomes = ({ results }: BulkAnswer): [string, string, string][] =>
    results.map(({ recording_id, outcome, code }) => [recording_id, outcome, code]);

  const fresh = async (token?: string): Promise<string> => (await upload(gateway, token === undefined ? {} : { token })).id;
  const running = async (token?: string): Promise<string> => {
    const { id } = await upload(gateway, { fields: { run: 'true' }, ...(token === undefined ? {} : { token }) });
    await startStep(gateway, id, 'DOWNLOAD');
    return id;
  };
  const pauseRecording = async (token?: string): Promise<string> => {
    const id = await running(token);
    await ask(gateway, `/${id}/pause`, token === undefined ? {} : { token });
    return id;
  };
  const ready = async (): Promise<string> => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await workThrough(gateway, id);
    return id;
  };
  const createDeleted = async (): Promise<string> => {
    const id = await fresh();
    await ask(gateway, `/${id}`, { method: 'DELETE' });
    return id;
  };

  it('run each item by its own decision, in the given order (RUN-22, RUN-23, D24)', async () => {
    const foreign = await fresh(await gateway.tokenFor(['admin']));
    const quarantined = await fresh();
    await waitUntilProjected(gateway, quarantined);
    gateway.rows.quarantine(quarantined);
    const unknown = newId();
    const ids = [
      await running(),
      await fresh(),
      await pauseRecording(),
      await ready(),
      unknown,
      foreign,
      quarantined,
      await createDeleted(),
    ];
    const { status, body } = await send('run', { recording_ids: ids });
    expect(status).toBe(200);
    expect(outcomes(body)).toEqual([
      [ids[0], 'refused', 'already-running'],
      [ids[1], 'started', 'started'],
      [ids[2], 'resumed', 'resumed'],
      [ids[3], 'skipped', 'already-complete'],
      [unknown, 'refused', 'not-found'],
      [foreign, 'refused', 'not-found'],
      [quarantined, 'refused', 'quarantined'],
      [ids[7], 'refused', 'deleted'],
    ]);
    expect(body.totals).toEqual({ total: 8, started: 1, resumed: 1, skipped: 1, refused: 5, error: 0 });
    expect(body.results[3]).toMatchObject({ status: 'READY', detail: expect.any(String) as string });
    const [one, other] = [4, 5].map((index) => ({ ...body.results[index], recording_id: '' }));
    expect(other).toEqual(one);
  });

  it('run the items with the configuration of the request', async () => {
    const id = await fresh();
    await send('run', { recording_ids: [id], output_config: { outputs: [] } });
    const loaded = await gateway.ports.commands.load(id);
    expect(loaded?.state).toMatchObject({ run: { config: { outputs: [] }, configSources: { outputs: 'request' } } });
  });

  it('pause running items, and skip items that are not running or already paused (RUN-21)', async () => {
    const ids = [await running(), await fresh(), await pauseRecording(), await ready(), await createDeleted(), newId()];
    const { body } = await send('pause', { recording_ids: ids, reason: 'Maintenance', until: '2199-01-01T00:00:00Z' });
    expect(outcomes(body)).toEqual([
      [ids[0], 'paused', 'paused'],
      [ids[1], 'skipped', 'not-pausable'],
      // Pausing a paused run again sets a new end.
      [ids[2], 'paused', 'paused'],
      [ids[3], 'skipped', 'not-pausable'],
      [ids[4], 'skipped', 'deleted'],
      [ids[5], 'refused', 'not-found'],
    ]);
    expect(body.totals).toEqual({ total: 6, paused: 2, skipped: 3, refused: 1, error: 0 });
    const again = async () => outcomes((await send('pause', { recording_ids: ids.slice(0, 1) })).body);
    expect(await again()).toEqual([[ids[0], 'paused', 'paused']]);
    expect(await again()).toEqual([[ids[0], 'skipped', 'already-paused']]);
    const item = await ask(gateway, `/${String(ids[0])}?min_revision=9999999`, { method: 'GET' });
    expect(item.json()).toMatchObject({ pause_reason: 'Maintenance', pause_until: null });
  });

  it('select by filters only the caller’s items that are not deleted', async () => {
    const [token, other] = [await gateway.tokenFor(['admin']), await gateway.tokenFor(['admin'])];
    const [one, two] = [await pauseRecording(token), await pauseRecording(token)];
    const others = [await fresh(token), await pauseRecording(other)];
    const gone = await pauseRecording(token);
    await ask(gateway, `/${gone}`, { method: 'DELETE', token });
    await waitUntilProjected(gateway, one, two, gone, ...others);
    const { body } = await send('run', { filters: { on_pause: true } }, { token });
    expect(outcomes(body)).toEqual([
      [one, 'resumed', 'resumed'],
      [two, 'resumed', 'resumed'],
    ]);
  });

  it.each<[string, object]>([
    ['status', { status: ['DOWNLOADING', 'READY'] }],
    ['title', { q: 'Some TALK' }],
    ['dates', { from_date: '2020-01-01', to_date: '2199-01-01' }],
    ['flags', { failed: false, waiting: false, on_pause: false }],
    ['state', { state: 'in_progress' }],
  ])('select items by %s', async (_, filters) => {
    const token = await gateway.tokenFor(['admin']);
    const { id } = await upload(gateway, { token, fields: { run: 'true', title: 'some talk' } });
    await startStep(gateway, id, 'DOWNLOAD');
    await waitUntilProjected(gateway, id);
    const { body } = await send('pause', { filters }, { token });
    expect(outcomes(body)).toEqual([[id, 'paused', 'paused']]);
  });

  it.each<[string, object, string]>([
    ['neither ids nor filters', {}, ''],
    ['both', { recording_ids: [newId()], filters: { failed: true } }, ''],
    ['no ids', { recording_ids: [] }, '/recording_ids'],
    ['too many ids', { recording_ids: Array.from({ length: 501 }, () => newId()) }, '/recording_ids'],
    [
      'a duplicate id',
      { recording_ids: ['0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11', '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11'] },
      '/recording_ids',
    ],
    ['an invalid id', { recording_ids: ['x'] }, '/recording_ids'],
    ['filters that select everything', { filters: {} }, '/filters'],
    ['filters with only null values', { filters: { failed: null } }, '/filters'],
    ['an unknown filter', { filters: { colour: 'red' } }, '/filters/colour'],
    ['an unknown status', { filters: { status: ['LOST'] } }, '/filters/status'],
    ['an unknown state', { filters: { state: 'lost' } }, '/filters/state'],
    ['a path as an output', { recording_ids: [newId()], output_config: { outputs: ['../etc'] } }, '/output_config/outputs'],
  ])('are refused as a whole with %s', async (_, body, pointer) => {
    const answer = await send('run', body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid', errors: [{ pointer }] } });
  });

  it('change nothing and use no key in a dry run', async () => {
    const ids = [await fresh(), await running(), await ready(), newId()];
    const heads = (): Promise<unknown> => Promise.all(ids.slice(0, 3).map((id) => gateway.store.head(id)));
    const before = await heads();
    for (const action of ['run', 'pause']) {
      const key = `dry-${action}`;
      const shown = (
        await ask(gateway, `/bulk/${action}?dry_run=true`, { body: { recording_ids: ids }, key })
      ).json<BulkAnswer>();
      expect(await heads()).toEqual(before);
      expect(shown).toMatchObject({ dry_run: true });
      const codes = {
        run: ['started', 'already-running', 'already-complete'],
        pause: ['not-pausable', 'paused', 'not-pausable'],
      };
      expect(shown.results.map(({ code }) => code)).toEqual([...codes[action as 'run'], 'not-found']);
    }
    const done = await send('pause', { recording_ids: ids }, { key: 'dry-pause' });
    expect(done.headers['idempotency-replayed']).toBeUndefined();
    expect(done.body.totals).toMatchObject({ paused: 1 });
  });

  it('are refused if a filter selects too many items, and change nothing', async () => {
    const token = await gateway.tokenFor(['admin']);
    const id = await running(token);
    gateway.rows.idsOf = () => Promise.resolve(Array.from({ length: 501 }, () => id));
    const answer = await send('pause', { filters: { failed: false } }, { token });
    Reflect.deleteProperty(gateway.rows, 'idsOf');
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/filters' }] } });
    expect(outcomes((await send('pause', { recording_ids: [id] }, { token })).body)).toEqual([[id, 'paused', 'paused']]);
  });

  it('are carried out once for each Idempotency-Key', async () => {
    const ids = [await running(), await running()];
    const first = await send('pause', { recording_ids: ids }, { key: 'bulk-1' });
    await completeStep(gateway, ids[0] ?? '', 'DOWNLOAD');
    const again = await send('pause', { recording_ids: ids }, { key: 'bulk-1' });
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
  });

  it('answer a repeated request as before, even if its template was deleted meanwhile', async () => {
    const { templates } = gateway.ports;
    const added = await templates.insert({ name: 'Lectures', isDraft: false, libraryId: gateway.owner, config: {} });
    if (added === 'name-taken') throw new Error('the name is taken');
    const body = { recording_ids: [await fresh()], template_id: added.id };
    const first = await send('run', body, { key: 'bulk-template' });
    expect(first.body.totals).toMatchObject({ started: 1 });
    await templates.remove(added);
    const again = await send('run', body, { key: 'bulk-template' });
    expect([again.status, again.headers['idempotency-replayed'], again.body]).toEqual([200, 'true', first.body]);
    expect(await send('run', body, { key: 'bulk-template-2' })).toMatchObject({
      status: 404,
      body: { code: 'unknown-template' },
    });
  });

  it('retry failed items under the same key, and repeat nothing', async () => {
    const broken = await openMemoryGateway();
    const items = await Promise.all([1, 2, 3].map(() => upload(broken)));
    const ids = items.map(({ id }) => id);
    const append = broken.store.append.bind(broken.store);
    broken.store.append = (id, ...rest) => (id === ids[1] ? Promise.reject(away()) : append(id, ...rest));
    const request = (): ReturnType<typeof ask> => ask(broken, '/bulk/run', { body: { recording_ids: ids }, key: 'bulk-2' });
    const first = (await request()).json<BulkAnswer>();
    expect(first.results.map(({ outcome }) => outcome)).toEqual(['started', 'error', 'started']);
    expect(first.results[1]).toMatchObject({ code: 'unavailable', status: null });
    broken.store.append = append;
    const second = (await request()).json<BulkAnswer>();
    expect(second.results.map(({ outcome }) => outcome)).toEqual(['started', 'started', 'started']);
    for (const id of ids) expect((await broken.store.load(id)).commits).toHaveLength(2);
    expect((await request()).headers['idempotency-replayed']).toBe('true');
    await broken.close();
  });

  it('answer 403 without the scope write', async () => {
    const token = await gateway.tokenFor(['read']);
    expect(await send('run', { recording_ids: [newId()] }, { token })).toMatchObject({ status: 403 });
  });
});

const away = (): Error => Object.assign(new Error('the broker is away'), { kind: 'unavailable' });
