import { newId } from '@throughline/contracts';
import { Metrics } from '@throughline/service-kit';
import { until } from '@throughline/stack/testing';
import { formOf } from '../../testing/forms.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { sendRequest, type Method } from '../../testing/send-request.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { upload } from '../../testing/upload.js';
import { startStep, workThrough } from '../../testing/work-through.js';
import type { BulkCommandListAnswer, BulkItemListAnswer, BulkPreviewAnswer, BulkProgressAnswer } from './bulk-answers.js';

const away = (): Error => Object.assign(new Error('the broker is away'), { kind: 'unavailable' });

describe('bulk commands', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());

  const send = (method: Method, path: string, { body, token, on = gateway }: Sending = {}) =>
    sendRequest(on, method, path, { payload: body, token: token ?? gateway.token });
  interface Sending {
    readonly body?: object;
    readonly token?: string;
    readonly on?: MemoryGateway;
  }
  const previewed = async (body: object, sending: Sending = {}): Promise<BulkPreviewAnswer> => {
    const answer = await send('POST', '/recordings/bulk/preview', { ...sending, body });
    expect(answer.status).toBe(201);
    const preview = answer.body as BulkPreviewAnswer;
    // A long preview goes on after its answer.
    await until(async () => preview.state === 'previewed' || (await bulkCommandOf(preview.id, sending)).state === 'previewed');
    return preview;
  };
  const bulkCommandOf = async (id: string, sending: Sending = {}): Promise<BulkProgressAnswer> =>
    (await send('GET', `/bulk/${id}`, sending)).body as BulkProgressAnswer;
  const waitForEnd = async (id: string, sending: Sending = {}): Promise<BulkProgressAnswer> => {
    await until(async () => ['done', 'stopped'].includes((await bulkCommandOf(id, sending)).state));
    return bulkCommandOf(id, sending);
  };
  const execute = async (id: string, sending: Sending = {}): Promise<BulkProgressAnswer> => {
    expect(await send('POST', `/bulk/${id}/execute`, sending)).toMatchObject({
      status: 202,
      headers: { location: `/api/v1/bulk/${id}` },
    });
    return waitForEnd(id, sending);
  };
  const itemsOf = async (id: string, query = '', sending: Sending = {}): Promise<BulkItemListAnswer['items']> =>
    ((await send('GET', `/bulk/${id}/items${query}`, sending)).body as BulkItemListAnswer).items;
  const fresh = async (fields: Record<string, string> = {}, on = gateway): Promise<string> => (await upload(on, { fields })).id;
  const running = async (): Promise<string> => {
    const id = await fresh({ run: 'true' });
    await startStep(gateway, id, 'DOWNLOAD');
    return id;
  };
  const ready = async (): Promise<string> => {
    const id = await fresh({ run: 'true' });
    await workThrough(gateway, id);
    return id;
  };
  const commitsOf = async (id: string): Promise<number> => (await gateway.store.load(id)).commits.length;
  const bulkCommits = async (id: string, bulkId: string): Promise<number> =>
    (await gateway.store.load(id)).commits.filter(({ commit }) => commit.correlationId === `bulk:${bulkId}`).length;

  it('preview a fixed set with a verdict for each item, and write no event', async () => {
    const foreign = (await upload(gateway, { token: await gateway.tokenFor(['admin']) })).id;
    const ids = [await running(), await fresh({ title: 'A talk' }), await ready(), newId(), foreign];
    const heads = (): Promise<unknown> => Promise.all(ids.map((id) => gateway.store.head(id)));
    const before = await heads();
    const answer = await send('POST', '/recordings/bulk/preview', { body: { action: 'run', recording_ids: ids } });
    const bulk = answer.body as BulkPreviewAnswer;
    expect(answer).toMatchObject({ status: 201, headers: { location: `/api/v1/bulk/${bulk.id}` } });
    expect(bulk).toMatchObject({
      state: 'previewed',
      total: 5,
      previewed: 5,
      done: 0,
      verdict_totals: { change: 1, skip: 1, refuse: 3, error: 0 },
    });
    expect(bulk.items.map(({ item_id, preview }) => [item_id, preview?.verdict, preview?.code])).toEqual([
      [ids[0], 'refuse', 'already-running'],
      [ids[1], 'change', 'started'],
      [ids[2], 'skip', 'already-complete'],
      [ids[3], 'refuse', 'not-found'],
      [ids[4], 'refuse', 'not-found'],
    ]);
    expect(bulk.items[1]).toMatchObject({ title: 'A talk', preview: { status: 'INITIALIZED' } });
    const [unknown, others] = [3, 4].map((index) => ({ title: bulk.items[index]?.title, preview: bulk.items[index]?.preview }));
    expect(others).toEqual(unknown);
    expect(bulk.verdicts).toContainEqual({
      verdict: 'refuse',
      code: 'not-found',
      count: 2,
      detail: expect.any(String) as string,
    });
    expect(Date.parse(bulk.expires_at) - Date.parse(bulk.created_at)).toBe(86_400_000);
    expect(await heads()).toEqual(before);
  });

  it('select by filters only the items of the library that match when they are previewed', async () => {
    const token = await gateway.tokenFor(['admin']);
    const { id } = await upload(gateway, { token });
    await upload(gateway);
    const bulk = await previewed({ action: 'run', filters: { failed: false } }, { token });
    expect(bulk.items.map(({ item_id }) => item_id)).toEqual([id]);
    const later = (await upload(gateway, { token })).id;
    await waitUntilProjected(gateway, later);
    expect(await execute(bulk.id, { token })).toMatchObject({ total: 1, outcome_totals: { changed: 1 } });
    expect(await commitsOf(later)).toBe(1);
  });

  it('run exactly the previewed items, each by its own decision, with the configuration of the request', async () => {
    const ids = [await fresh(), await running(), await ready(), newId()];
    const bulk = await previewed({ action: 'run', recording_ids: ids, output_config: { outputs: [] } });
    expect(await execute(bulk.id)).toMatchObject({
      state: 'done',
      done: 4,
      outcome_totals: { changed: 1, skipped: 1, refused: 2, error: 0, left_out: 0 },
      changed_since_preview: 0,
      waiting_since: null,
      executed_by: gateway.owner,
      rate: null,
      eta_reason: 'not-running',
    });
    const loaded = await gateway.ports.commands.load(ids[0] ?? '');
    expect(loaded?.state).toMatchObject({ run: { config: { outputs: [] }, configSources: { outputs: 'request' } } });
    const [changed] = await itemsOf(bulk.id, '?outcome=changed');
    expect(changed).toMatchObject({ item_id: ids[0], result: { outcome: 'changed', code: 'started', status: 'INITIALIZED' } });
  });

  it.each<[string, object, string]>([
    ['pause', { reason: 'Maintenance', for_ms: 60_000 }, 'paused'],
    ['cancel', { reason: 'Wrong files' }, 'cancelled'],
    ['delete', {}, 'deleted'],
  ])('%s items', async (action, body, code) => {
    const id = await running();
    const bulk = await previewed({ action, recording_ids: [id], ...body });
    expect((await execute(bulk.id)).outcomes).toMatchObject([{ outcome: 'changed', code, count: 1 }]);
    expect(await bulkCommits(id, bulk.id)).toBe(1);
  });

  it('reset items', async () => {
    const id = await ready();
    const bulk = await previewed({ action: 'reset', recording_ids: [id] });
    expect((await execute(bulk.id)).outcomes).toMatchObject([{ outcome: 'changed', code: 'reset', count: 1 }]);
  });

  it('delete items whose history cannot be applied, as single requests do', async () => {
    const id = await fresh();
    await waitUntilProjected(gateway, id);
    gateway.rows.quarantine(id);
    const [run, erase] = [
      await previewed({ action: 'run', recording_ids: [id] }),
      await previewed({ action: 'delete', recording_ids: [id] }),
    ];
    expect(run.items[0]?.preview).toMatchObject({ verdict: 'refuse', code: 'quarantined' });
    expect(erase.items[0]?.preview).toMatchObject({ code: expect.not.stringMatching('quarantined') as string });
  });

  it('let reads show all changes once they have ended, and make no read wait before', async () => {
    const id = await fresh();
    const bulk = await previewed({ action: 'run', recording_ids: [id] });
    const { shown } = gateway.ports;
    const before = shown.of(gateway.owner);
    const append = gateway.store.append.bind(gateway.store);
    let meanwhile: string | undefined;
    gateway.ports.bulkCommands.finish = async (claim) => {
      meanwhile = shown.of(gateway.owner);
      Reflect.deleteProperty(gateway.ports.bulkCommands, 'finish');
      await gateway.ports.bulkCommands.finish(claim);
    };
    let duringItem: string | undefined;
    gateway.store.append = async (...given) => {
      const stored = await append(...given);
      duringItem = shown.of(gateway.owner);
      return stored;
    };
    await execute(bulk.id);
    gateway.store.append = append;
    expect([duringItem, meanwhile]).toEqual([before, await gateway.store.head(id)]);
  });

  it('decide an item that has changed since the preview on its newest state, and name it', async () => {
    const ids = [await fresh(), await fresh()];
    const bulk = await previewed({ action: 'run', recording_ids: ids });
    await send('POST', `/recordings/${String(ids[0])}/run`);
    expect(await execute(bulk.id)).toMatchObject({ changed_since_preview: 1, outcome_totals: { changed: 1, refused: 1 } });
    expect(await itemsOf(bulk.id)).toMatchObject([
      {
        changed_since_preview: true,
        preview: { verdict: 'change', code: 'started' },
        result: { outcome: 'refused', code: 'already-running' },
      },
      { changed_since_preview: false, preview: { verdict: 'change' }, result: { outcome: 'changed' } },
    ]);
  });

  it('are executed once, however often it is requested', async () => {
    const id = await fresh();
    const bulk = await previewed({ action: 'run', recording_ids: [id] });
    const answers = await Promise.all([1, 2, 3].map(() => send('POST', `/bulk/${bulk.id}/execute`)));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    const { started_at } = await waitForEnd(bulk.id);
    expect((await send('POST', `/bulk/${bulk.id}/execute`)).body).toMatchObject({ state: 'done', started_at });
    expect(await bulkCommits(id, bulk.id)).toBe(1);
    expect(((await send('GET', '/bulk')).body as BulkCommandListAnswer).items[0]).toMatchObject({ id: bulk.id, state: 'done' });
  });

  it('continue after a crash before the results were stored, and change no item twice', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => fresh()));
    const bulk = await previewed({ action: 'run', recording_ids: ids });
    const { bulkCommands } = gateway.ports;
    const crashing = await openMemoryGateway({
      ports: {
        ...gateway.ports,
        metrics: new Metrics('gateway'),
        // The claim is not given up, as after kill -9.
        bulkCommands: Object.assign(Object.create(bulkCommands) as typeof bulkCommands, {
          claim: (id: string) => bulkCommands.claim(id, 1),
          renew: () => Promise.resolve(undefined),
          release: () => Promise.resolve(),
          save: () => Promise.reject(new Error('killed')),
          start: (id: string, by: string) => bulkCommands.start(id, by),
          find: (library: string, id: string) => bulkCommands.find(library, id),
          next: bulkCommands.next.bind(bulkCommands),
        }),
      },
    });
    await send('POST', `/bulk/${bulk.id}/execute`, { on: crashing });
    await until(async () => (await Promise.all(ids.map((id) => bulkCommits(id, bulk.id)))).every((count) => count === 1));
    await crashing.bulk.beforeApplicationShutdown();
    expect(await bulkCommandOf(bulk.id)).toMatchObject({ state: 'running', done: 0 });
    // A step of the run meanwhile: the repeated command still finds its own commit, and its revision.
    await startStep(gateway, ids[0] ?? '', 'DOWNLOAD');
    await until(async () => (await bulkCommands.unclaimed()).includes(bulk.id));
    await gateway.bulk.resume();
    expect(await waitForEnd(bulk.id)).toMatchObject({ done: 5, outcome_totals: { changed: 5 }, changed_since_preview: 0 });
    for (const id of ids) expect(await bulkCommits(id, bulk.id)).toBe(1);
    await crashing.close();
  });

  it('wait while a service is unavailable, and continue by themselves', async () => {
    const ids = [await fresh(), await fresh()];
    const bulk = await previewed({ action: 'run', recording_ids: ids });
    const append = gateway.store.append.bind(gateway.store);
    gateway.store.append = (id, ...rest) => (id === ids[1] ? Promise.reject(away()) : append(id, ...rest));
    await send('POST', `/bulk/${bulk.id}/execute`);
    await until(async () => (await bulkCommandOf(bulk.id)).waiting_since !== null);
    expect(await bulkCommandOf(bulk.id)).toMatchObject({ state: 'running', done: 1, eta: null, eta_reason: 'waiting' });
    gateway.store.append = append;
    await gateway.bulk.resume();
    expect(await waitForEnd(bulk.id)).toMatchObject({ state: 'done', outcome_totals: { changed: 2 }, waiting_since: null });
    for (const id of ids) expect(await bulkCommits(id, bulk.id)).toBe(1);
  });

  it('report an error of one item for that item, and continue with the others', async () => {
    const ids = [await fresh(), await fresh(), await fresh()];
    const bulk = await previewed({ action: 'run', recording_ids: ids });
    const append = gateway.store.append.bind(gateway.store);
    gateway.store.append = (id, ...rest) => (id === ids[1] ? Promise.reject(new Error('a bug')) : append(id, ...rest));
    expect(await execute(bulk.id)).toMatchObject({ state: 'done', outcome_totals: { changed: 2, error: 1 } });
    gateway.store.append = append;
    expect(await itemsOf(bulk.id, '?outcome=error')).toMatchObject([{ item_id: ids[1], result: { code: 'internal' } }]);
  });

  it('leave out the items that were not begun when they are stopped, and count the others exactly', async () => {
    const ids = await Promise.all(Array.from({ length: 70 }, () => fresh()));
    const bulk = await previewed({ action: 'run', recording_ids: ids });
    const append = gateway.store.append.bind(gateway.store);
    let stopping: Promise<unknown> | undefined;
    gateway.store.append = (id, ...rest) => {
      stopping ??= gateway.ports.bulkCommands.stop(bulk.id);
      return append(id, ...rest);
    };
    await send('POST', `/bulk/${bulk.id}/execute`);
    const answer = await waitForEnd(bulk.id);
    gateway.store.append = append;
    const commits = await Promise.all(ids.map((id) => bulkCommits(id, bulk.id)));
    const begun = commits.filter((count) => count === 1).length;
    expect(answer).toMatchObject({ state: 'stopped', done: begun, outcome_totals: { changed: begun, left_out: 70 - begun } });
    expect(begun).toBeLessThan(70);
    expect((await send('POST', `/bulk/${bulk.id}/stop`)).body).toMatchObject({ state: 'stopped', done: begun });
    expect(await send('POST', `/bulk/${bulk.id}/execute`)).toMatchObject({ status: 202, body: { state: 'stopped' } });
  });

  it('are executed only after a complete preview', async () => {
    const id = await fresh();
    const bulk = await previewed({ action: 'run', recording_ids: [id] });
    expect(await send('POST', `/bulk/${bulk.id}/stop`)).toMatchObject({ status: 200, body: { state: 'stopped', done: 0 } });
    expect(await send('POST', `/bulk/${bulk.id}/execute`)).toMatchObject({ status: 409, body: { code: 'preview-stopped' } });
    const incomplete = { id: newId(), libraryId: gateway.owner, noun: 'recording', action: 'run' } as const;
    await gateway.ports.bulkCommands.add({ ...incomplete, requestedBy: gateway.owner, body: {}, planParts: [] }, [id]);
    expect(await send('POST', `/bulk/${incomplete.id}/execute`)).toMatchObject({
      status: 409,
      body: { code: 'still-previewing' },
    });
  });

  it('of another library, and unknown ones, are not found', async () => {
    const bulk = await previewed({ action: 'run', recording_ids: [await fresh()] });
    const token = await gateway.tokenFor(['admin']);
    const paths: [Method, string][] = [
      ['GET', ''],
      ['GET', '/items'],
      ['POST', '/execute'],
      ['POST', '/stop'],
    ];
    for (const [method, path] of paths)
      for (const [id, sending] of [
        [bulk.id, { token }],
        [newId(), {}],
        ['x', {}],
      ] as [string, Sending][])
        expect(await send(method, `/bulk/${id}${path}`, sending)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await send('GET', '/bulk', { token })).body).toEqual({ items: [] });
    expect((await bulkCommandOf(bulk.id)).state).toBe('previewed');
  });

  it('list items page by page, by verdict', async () => {
    const ids = [await fresh(), newId(), await fresh()];
    const bulk = await previewed({ action: 'run', recording_ids: ids });
    const first = (await send('GET', `/bulk/${bulk.id}/items?verdict=change&limit=1`)).body as BulkItemListAnswer;
    expect(first).toMatchObject({ items: [{ item_id: ids[0] }], next_cursor: expect.any(String) as string });
    const second = await send('GET', `/bulk/${bulk.id}/items?verdict=change&limit=1&cursor=${String(first.next_cursor)}`);
    expect(second.body).toMatchObject({ items: [{ item_id: ids[2] }], next_cursor: null });
    expect(await send('GET', `/bulk/${bulk.id}/items?cursor=-1`)).toMatchObject({ status: 400 });
  });

  it.each<[string, object, string]>([
    ['no action', { recording_ids: [newId()] }, '/action'],
    ['an unknown action', { action: 'erase', recording_ids: [newId()] }, '/action'],
    ['neither ids nor filters', { action: 'run' }, ''],
    ['filters that select everything', { action: 'run', filters: {} }, '/filters'],
    ['a duplicate id', { action: 'run', recording_ids: Array(2).fill('0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11') }, '/recording_ids'],
    ['a field of another action', { action: 'run', recording_ids: [newId()], reason: 'x' }, '/reason'],
    ['settings of a run', { action: 'reset', recording_ids: [newId()], output_config: { outputs: [] } }, '/output_config'],
    [
      'a path instead of the name of an output',
      { action: 'run', recording_ids: [newId()], output_config: { outputs: ['../etc'] } },
      '/output_config/outputs',
    ],
    ['two ends of a pause', { action: 'pause', recording_ids: [newId()], for_ms: 1, until: '2199-01-01T00:00:00Z' }, '/for_ms'],
  ])('are refused as a whole with %s', async (_, body, pointer) => {
    const answer = await send('POST', '/recordings/bulk/preview', { body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } });
    expect((answer.body as { errors: { pointer: string }[] }).errors.map((error) => error.pointer)).toContain(pointer);
  });

  it('take up to 10,000 items by filter', async () => {
    const token = await gateway.tokenFor(['admin']);
    const limits: number[] = [];
    gateway.rows.idsOf = (_, limit) => {
      limits.push(limit);
      return Promise.resolve(Array.from({ length: limit }, () => newId()));
    };
    const answer = await send('POST', '/recordings/bulk/preview', { body: { action: 'run', filters: { failed: true } }, token });
    Reflect.deleteProperty(gateway.rows, 'idsOf');
    expect(limits).toEqual([10_001]);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/filters' }] } });
  });

  it('need the scope write', async () => {
    const bulk = await previewed({ action: 'run', recording_ids: [await fresh()] });
    const token = await gateway.tokenFor(['read'], gateway.owner);
    expect((await bulkCommandOf(bulk.id, { token })).state).toBe('previewed');
    const body = { action: 'run', recording_ids: [newId()] };
    for (const [path, sending] of [
      ['/recordings/bulk/preview', { body, token }],
      [`/bulk/${bulk.id}/execute`, { token }],
      [`/bulk/${bulk.id}/stop`, { token }],
    ] as [string, Sending][])
      expect((await send('POST', path, sending)).status).toBe(403);
  });

  it('are the same for documents', async () => {
    const form = formOf({}, { bytes: 'one', name: 'report.pdf' });
    const headers = { authorization: `Bearer ${gateway.token}`, ...form.headers };
    const made = await gateway.app.inject({ method: 'POST', url: '/api/v1/documents', headers, payload: form.payload });
    const { id } = made.json<{ id: string }>();
    await startStep(gateway, id, 'hash_file');
    const recording = await running();
    const body = { action: 'pause', document_ids: [id, recording] };
    const preview = (await send('POST', '/documents/bulk/preview', { body })).body as BulkPreviewAnswer;
    expect(preview).toMatchObject({ noun: 'document', verdict_totals: { change: 1, refuse: 1 } });
    expect(await execute(preview.id)).toMatchObject({ outcome_totals: { changed: 1, refused: 1 } });
    expect([await bulkCommits(id, preview.id), await bulkCommits(recording, preview.id)]).toEqual([1, 0]);
  });
});
