import { isPresent } from '@throughline/domain';
import { Metrics } from '@throughline/service-kit';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { upload } from '../../testing/upload.js';
import { workThrough } from '../../testing/work-through.js';

describe('running a recording', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());

  const run = (id: string, options: { body?: object; key?: string; query?: string } = {}) =>
    gateway.app.inject({
      method: 'POST',
      url: `/api/v1/recordings/${id}/run${options.query ?? ''}`,
      headers: {
        authorization: `Bearer ${gateway.token}`,
        ...(options.key === undefined ? {} : { 'idempotency-key': options.key }),
      },
      ...(options.body === undefined ? {} : { payload: options.body }),
    });
  const configOf = async (id: string) => {
    const loaded = await gateway.ports.commands.load(id);
    return loaded !== undefined && isPresent(loaded.state) ? loaded.state.run : undefined;
  };

  it('starts its run and answers with the new state (RUN-02)', async () => {
    const { id } = await upload(gateway);
    const response = await run(id);
    expect(response.statusCode).toBe(202);
    expect(response.headers).toMatchObject({ location: `/api/v1/recordings/${id}` });
    expect(response.json()).toMatchObject({ id, run: { active: true }, can_run: false, outcome: { code: 'started' } });
  });

  it('is refused while a run is active (RUN-06), even for simultaneous requests (RUN-14)', async () => {
    const { id } = await upload(gateway);
    const statuses = (await Promise.all([run(id), run(id), run(id)])).map(({ statusCode }) => statusCode);
    expect(statuses.sort()).toEqual([202, 409, 409]);
    expect((await run(id)).json()).toMatchObject({ code: 'already-running', try_instead: expect.any(String) as string });
  });

  it('is refused while the recording is in quarantine, and adds nothing', async () => {
    const { id } = await upload(gateway);
    gateway.rows.quarantine(id);
    const before = await gateway.store.head(id);
    const response = await run(id);
    expect(response.statusCode).toBe(409);
    expect(response.json()).toMatchObject({ code: 'quarantined' });
    expect(await gateway.store.head(id)).toBe(before);
  });

  it('is carried out with the same Idempotency-Key once the quarantine has ended', async () => {
    const { id } = await upload(gateway);
    gateway.rows.quarantine(id);
    expect((await run(id, { key: 'parked' })).statusCode).toBe(409);
    gateway.rows.edit(id, (row) => ({ ...row, held: undefined }));
    expect((await run(id, { key: 'parked' })).statusCode).toBe(202);
  });

  it('is decided on the log, not on the row', async () => {
    const { id } = await upload(gateway);
    gateway.rows.edit(id, (row) => (isPresent(row.state) ? { ...row, state: { ...row.state, base: 'PENDING_SOURCE' } } : row));
    expect((await run(id)).statusCode).toBe(202);
  });

  it('succeeds without starting anything once it is READY (RUN-08)', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await workThrough(gateway, id);
    const before = await gateway.store.head(id);
    const response = await run(id);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({ status: 'READY', outcome: { code: 'already-complete' } });
    expect(await gateway.store.head(id)).toBe(before);
  });

  it('repeats the answer for the same Idempotency-Key, although a run is active by then', async () => {
    const { id } = await upload(gateway);
    const [first, second] = [await run(id, { key: 'run-1' }), await run(id, { key: 'run-1' })];
    expect(second.statusCode).toBe(202);
    expect(second.json()).toEqual(first.json());
    expect((await run(id, { key: 'run-1', body: { output_config: { outputs: [] } } })).json()).toMatchObject({ status: 422 });
  });

  it('finds its own commit if the first gateway died before its answer', async () => {
    const { id } = await upload(gateway);
    const route = `POST /api/v1/recordings/${id}/run`;
    const first = await run(id, { key: 'run-2' });
    // A gateway without the stored answer: the repeated request gets a new claim.
    const fresh = await openMemoryGateway({
      ports: {
        ...gateway.ports,
        metrics: new Metrics('gateway'),
        idempotency: new (await import('../../testing/memory-idempotency-store.js')).MemoryIdempotencyStore(),
      },
    });
    const again = await fresh.app.inject({
      method: 'POST',
      url: route.split(' ')[1] ?? '',
      headers: { authorization: `Bearer ${gateway.token}`, 'idempotency-key': 'run-2' },
    });
    expect(again.statusCode).toBe(202);
    expect(again.json<{ run: object }>().run).toEqual(first.json<{ run: object }>().run);
    expect((await gateway.store.load(id)).commits).toHaveLength(2);
    await fresh.close();
  });

  it('applies the settings of the request, and shows the source of each', async () => {
    const { id } = await upload(gateway);
    await run(id, {
      body: {
        processing_config: { trimming: { enable_trimming: false }, retry: { max_attempts: 7 } },
        output_config: { outputs: [] },
      },
    });
    const started = await configOf(id);
    expect(started?.config).toMatchObject({
      trimming: { enable_trimming: false, silence_threshold: -40 },
      retry: { max_attempts: 7 },
      outputs: [],
    });
    expect(started?.configSources).toMatchObject({
      'trimming.enable_trimming': 'request',
      'retry.backoff_ms': 'default',
      outputs: 'request',
    });
    expect((await gateway.ports.commands.load(id))?.state).toMatchObject({
      steps: expect.arrayContaining([expect.objectContaining({ step: 'TRIM', skipReason: 'disabled' })]) as unknown,
    });
  });

  it("delivers to the server's outputs by default", async () => {
    const { id } = await upload(gateway);
    await run(id, { body: {} });
    expect((await configOf(id))?.config.outputs).toEqual([{ name: 'library', type: 'folder', settings: { folder: 'library' } }]);
  });

  it.each<[string, object, string]>([
    ['an unknown field', { resume: true }, '/resume'],
    ['an unknown setting', { processing_config: { trimming: { enable: true } } }, '/processing_config/trimming/enable'],
    [
      'a section that does not exist',
      { processing_config: { outputs: [{ name: 'x', type: 'folder', settings: { folder: '/etc' } }] } },
      '/processing_config/outputs',
    ],
    [
      'a string instead of a flag',
      { processing_config: { trimming: { enable_trimming: 'no' } } },
      '/processing_config/trimming/enable_trimming',
    ],
    [
      'a threshold out of range',
      { processing_config: { trimming: { silence_threshold: 3 } } },
      '/processing_config/trimming/silence_threshold',
    ],
    ['a list instead of a section', { processing_config: { retry: [] } }, '/processing_config/retry'],
    ['a path instead of the name of an output', { output_config: { outputs: ['../../etc'] } }, '/output_config/outputs'],
  ])('refuses %s', async (_, body, pointer) => {
    const { id } = await upload(gateway);
    const response = await run(id, { body });
    expect(response.json()).toMatchObject({ status: 400, code: 'invalid' });
    expect(response.json<{ errors: { pointer: string }[] }>().errors.map((one) => one.pointer)).toContain(pointer);
    expect((await gateway.store.load(id)).commits).toHaveLength(1);
  });

  it('has no resume: ?resume=true changes nothing (RUN-10)', async () => {
    const { id } = await upload(gateway);
    expect((await run(id, { query: '?resume=true' })).statusCode).toBe(202);
  });
});
