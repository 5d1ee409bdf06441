import { newId } from '@throughline/contracts';
import { isPresent, type Asset } from '@throughline/domain';
import { COMMANDS, ask, type AskOptions } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { upload } from '../../testing/upload.js';
import { completeStep, startStep, workThrough } from '../../testing/work-through.js';

interface Item {
  id: string;
  revision: string;
  status: string;
  outcome: { code: string; detail: string; try_instead: string | null };
  [field: string]: unknown;
}

describe('commands on a recording', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());

  const send = async (id: string, path: string, asking: AskOptions = {}) => {
    const response = await ask(gateway, `/${id}${path}`, asking);
    return { status: response.statusCode, headers: response.headers, body: response.json<Item>(), bytes: response.rawPayload };
  };
  const stateOf = async (id: string): Promise<Asset> => {
    const loaded = await gateway.ports.commands.load(id);
    if (loaded === undefined || !isPresent(loaded.state)) throw new Error(`${id} is not there`);
    return loaded.state;
  };
  const running = async (): Promise<string> => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await startStep(gateway, id, 'DOWNLOAD');
    return id;
  };
  const eventsOf = async (id: string): Promise<readonly string[]> =>
    (await gateway.store.load(id)).commits.flatMap(({ commit }) => commit.events.map(({ type }) => type));

  describe('pause', () => {
    it('stops the next step, lets running steps finish, and shows who paused, why and when (RUN-15 to RUN-17, U8)', async () => {
      const id = await running();
      const { status, body, headers } = await send(id, '/pause', { body: { reason: 'The line is slow' } });
      expect(status).toBe(200);
      expect(headers['etag']).toBe(`"${body.revision}"`);
      expect(headers['location']).toBeUndefined();
      expect(body).toMatchObject({
        on_pause: true,
        pause_requested_at: expect.any(String) as string,
        pause_reason: 'The line is slow',
        pause_until: null,
        paused_by: gateway.owner,
        can_pause: false,
        can_run: true,
        outcome: {
          code: 'paused',
          detail: expect.stringContaining('DOWNLOAD') as string,
          try_instead: 'To continue, run the item.',
        },
      });
      await completeStep(gateway, id, 'DOWNLOAD');
      const { steps } = await stateOf(id);
      expect(steps.map(({ phase }) => phase)).toEqual(['completed', 'pending', 'pending', 'pending', 'pending', 'pending']);
    });

    it('succeeds again without a change (RUN-18), unless the end differs', async () => {
      const id = await running();
      await send(id, '/pause');
      const head = await gateway.store.head(id);
      expect(await send(id, '/pause')).toMatchObject({ status: 200, body: { outcome: { code: 'already-paused' } } });
      expect(await gateway.store.head(id)).toBe(head);
      const later = await send(id, '/pause', { body: { until: '2199-01-01T01:00:00+01:00' } });
      expect(later).toMatchObject({
        status: 200,
        body: { pause_until: '2199-01-01T00:00:00.000Z', outcome: { code: 'paused' } },
      });
    });

    it('counts the length from now', async () => {
      const [day, hour] = [86_400_000, 3_600_000];
      const { pause_requested_at: at, pause_until: until } = (await send(await running(), '/pause', { body: { for_ms: day } }))
        .body;
      const length = Date.parse(String(until)) - Date.parse(String(at));
      // The commit's time is a moment after the command's.
      expect(length).toBeGreaterThan(day - hour);
      expect(length).toBeLessThanOrEqual(day);
    });

    it.each<[string, object, string]>([
      ['both `until` and `for_ms`', { until: '2199-01-01T00:00:00Z', for_ms: 1 }, '/for_ms'],
      ['a date without a time', { until: '2199-01-01' }, '/until'],
      ['a time without an offset', { until: '2199-01-01T00:00:00' }, '/until'],
      ['a date that does not exist', { until: '2199-02-31T00:00:00Z' }, '/until'],
      ['a length of zero', { for_ms: 0 }, '/for_ms'],
      ['a length of a century', { for_ms: 4e12 }, '/for_ms'],
      ['a blank reason', { reason: '' }, '/reason'],
      ['a reason with control characters', { reason: 'a\u0000b' }, '/reason'],
      ['a field of another operation', { delivered: true }, '/delivered'],
    ])('refuses %s', async (_, body, pointer) => {
      const id = await running();
      const head = await gateway.store.head(id);
      const answer = await send(id, '/pause', { body });
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid', errors: [{ pointer }] } });
      expect(await gateway.store.head(id)).toBe(head);
    });

    it('is refused if nothing is running (RUN-15), and if its end has passed', async () => {
      const { id } = await upload(gateway);
      expect(await send(id, '/pause')).toMatchObject({ status: 409, body: { code: 'not-pausable' } });
      const past = await send(await running(), '/pause', { body: { until: '2001-01-01T00:00:00Z' } });
      expect(past).toMatchObject({ status: 409, body: { code: 'pause-is-over', try_instead: expect.any(String) as string } });
    });

    it('is ended by /run, which resumes the same run (RUN-05, RUN-20)', async () => {
      const id = await running();
      const before = (await stateOf(id)).run?.runId;
      await send(id, '/pause');
      await completeStep(gateway, id, 'DOWNLOAD');
      const resumed = await send(id, '/run');
      expect(resumed).toMatchObject({
        status: 202,
        headers: { location: `/api/v1/recordings/${id}` },
        body: {
          on_pause: false,
          pause_requested_at: null,
          pause_reason: null,
          run: { id: before },
          outcome: { code: 'resumed' },
        },
      });
      expect((await stateOf(id)).steps.find(({ step }) => step === 'TRIM')).toMatchObject({ phase: 'scheduled' });
    });

    it('tells a /run with settings that they apply to new runs only', async () => {
      const id = await running();
      await send(id, '/pause');
      const { body } = await send(id, '/run', { body: { processing_config: { trimming: { enable_trimming: false } } } });
      expect(body.outcome).toMatchObject({ code: 'resumed', detail: expect.stringContaining('only to new runs') as string });
      expect((await stateOf(id)).run?.config.trimming.enable_trimming).toBe(true);
    });

    it('keeps its reason encrypted in the log', async () => {
      const id = await running();
      await send(id, '/pause', { body: { reason: 'because of Ms Miller' } });
      const paused = (await gateway.store.load(id)).commits.flatMap(({ commit }) => commit.events).at(-1);
      expect(JSON.stringify(paused?.data)).not.toContain('Miller');
    });
  });

  describe('cancel', () => {
    it('ends every attempt, keeps completed work, and /run continues from there', async () => {
      const id = await running();
      await completeStep(gateway, id, 'DOWNLOAD');
      const { status, body } = await send(id, '/cancel', { body: { reason: 'Wrong file' } });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        status: 'DOWNLOADED',
        failed: false,
        cancelled_by: gateway.owner,
        cancel_reason: 'Wrong file',
        run: { active: false },
        outcome: { code: 'cancelled' },
      });
      expect(await send(id, '/cancel')).toMatchObject({ status: 200, body: { outcome: { code: 'already-cancelled' } } });
      expect(await send(id, '/run')).toMatchObject({ status: 202, body: { cancelled_at: null, outcome: { code: 'started' } } });
      expect((await stateOf(id)).steps[0]).toMatchObject({ step: 'DOWNLOAD', phase: 'completed' });
    });

    it('is refused if no run is active', async () => {
      const { id } = await upload(gateway);
      expect(await send(id, '/cancel')).toMatchObject({ status: 409, body: { code: 'not-running' } });
    });
  });

  it('reset returns the item to its start, and the next run begins with the download (RUN-12, RUN-13, API-07)', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await workThrough(gateway, id);
    expect(await send(id, '/reset')).toMatchObject({
      status: 200,
      body: { status: 'INITIALIZED', on_pause: false, pause_requested_at: null, outcome: { code: 'reset' } },
    });
    expect(await send(id, '/reset')).toMatchObject({ status: 200, body: { outcome: { code: 'already-reset' } } });
    await send(id, '/run');
    expect((await stateOf(id)).steps[0]).toMatchObject({ step: 'DOWNLOAD', phase: 'scheduled' });
  });

  describe('unstick', () => {
    it('gives each step a new attempt at once, and treats results of the old one as late (U7, U16)', async () => {
      const id = await running();
      const [{ attempts: before } = { attempts: [] }] = (await stateOf(id)).steps;
      const { status, body, headers } = await send(id, '/unstick');
      expect([status, headers['location']]).toEqual([202, `/api/v1/recordings/${id}`]);
      expect(body.outcome).toMatchObject({ code: 'unstuck', detail: expect.stringContaining('DOWNLOAD') as string });
      const [{ attempts } = { attempts: [] }] = (await stateOf(id)).steps;
      expect(attempts.map(({ end }) => end)).toEqual(['interrupted', undefined]);
      expect(attempts[0]?.attemptId).toBe(before[0]?.attemptId);
    });

    it('fails the steps for good on request', async () => {
      const id = await running();
      expect(await send(id, '/unstick', { body: { then: 'fail', step: 'DOWNLOAD' } })).toMatchObject({
        status: 200,
        body: { status: 'INITIALIZED', failed: true, failed_at_stage: 'download', outcome: { code: 'given-up' } },
      });
    });

    it('succeeds if nothing is stuck, and is refused for an unknown step', async () => {
      const { id } = await upload(gateway);
      expect(await send(id, '/unstick')).toMatchObject({ status: 200, body: { outcome: { code: 'nothing-stuck' } } });
      expect(await send(id, '/unstick', { body: { step: 'BREW' } })).toMatchObject({
        status: 409,
        body: { code: 'unknown-step' },
      });
      expect(await send(id, '/unstick', { body: { then: 'hope' } })).toMatchObject({ status: 400, body: { code: 'invalid' } });
      expect(await send(id, '/unstick', { body: { step: '../x y' } })).toMatchObject({ status: 400, body: { code: 'invalid' } });
    });
  });

  it('skip omits a stage and starts the next', async () => {
    const id = await running();
    await completeStep(gateway, id, 'DOWNLOAD');
    expect(await send(id, '/stages/TRIM/skip')).toMatchObject({
      status: 202,
      body: {
        processing_stages: expect.arrayContaining([
          expect.objectContaining({ stage_type: 'TRIM', status: 'SKIPPED', skip_reason: 'manual' }),
        ]) as object[],
        outcome: { code: 'skipped' },
      },
    });
    expect((await stateOf(id)).steps.find(({ step }) => step === 'TRANSCRIBE')).toMatchObject({ phase: 'scheduled' });
    expect(await send(id, '/stages/TRIM/skip')).toMatchObject({ status: 200, body: { outcome: { code: 'already-skipped' } } });
    expect(await send(id, '/stages/BREW/skip')).toMatchObject({ status: 409, body: { code: 'no-such-stage' } });
    expect(await send(id, '/stages/DOWNLOAD/skip')).toMatchObject({ status: 409, body: { code: 'no-such-stage' } });
  });

  describe('settle', () => {
    const unconfirmedDelivery = async (): Promise<string> => {
      const { id } = await upload(gateway, { fields: { run: 'true' } });
      await workThrough(gateway, id, ['deliver:library']);
      await startStep(gateway, id, 'deliver:library');
      await completeStep(gateway, id, 'deliver:library', [], { unconfirmed: true });
      return id;
    };

    it('confirms a delivery that a person has found at the destination', async () => {
      const id = await unconfirmedDelivery();
      expect(await send(id, '/outputs/library/settle', { body: { delivered: true } })).toMatchObject({
        status: 200,
        body: { outputs: [{ status: 'UPLOADED', unconfirmed: false }], outcome: { code: 'settled' } },
      });
      const again = await send(id, '/outputs/library/settle', { body: { delivered: true } });
      expect(again).toMatchObject({ status: 200, body: { outcome: { code: 'already-settled' } } });
    });

    it('fails a delivery that did not arrive, so that the next run sends it', async () => {
      const id = await unconfirmedDelivery();
      const { body } = await send(id, '/outputs/library/settle', { body: { delivered: false } });
      expect(body).toMatchObject({ outputs: [{ status: 'FAILED', unconfirmed: false }], can_run: true });
      expect((await send(id, '/run')).status).toBe(202);
    });

    it('is refused for a delivery that is not unconfirmed, for an unknown output, and without `delivered`', async () => {
      const id = await running();
      const settle = (name: string, body: object) => send(id, `/outputs/${name}/settle`, { body });
      expect(await settle('library', { delivered: true })).toMatchObject({ status: 409, body: { code: 'not-unconfirmed' } });
      expect(await settle('attic', { delivered: true })).toMatchObject({ status: 409, body: { code: 'unknown-output' } });
      expect(await settle('library', {})).toMatchObject({
        status: 400,
        body: { code: 'invalid', errors: [{ pointer: '/delivered' }] },
      });
      expect((await send(id, '/outputs/library/settle')).status).toBe(400);
    });
  });

  describe('a skip of an output', () => {
    it('gives up an unconfirmed delivery, says that it may be there, and lets it be sent only once a person has looked', async () => {
      const { id } = await upload(gateway, { fields: { run: 'true' } });
      await workThrough(gateway, id, ['deliver:library']);
      await startStep(gateway, id, 'deliver:library');
      expect(await send(id, '/outputs/library/skip')).toMatchObject({ status: 409, body: { code: 'output-busy' } });
      await completeStep(gateway, id, 'deliver:library', [], { unconfirmed: true });
      const detail = 'The output is skipped: library. Its content may be at the destination.';
      expect(await send(id, '/outputs/library/skip')).toMatchObject({
        status: 200,
        body: { outputs: [{ status: 'SKIPPED', unconfirmed: true }], outcome: { code: 'skipped', detail } },
      });
      expect(await send(id, '/outputs/library/skip')).toMatchObject({
        status: 200,
        body: { outcome: { code: 'already-skipped' } },
      });
      const again = { body: { outputs: ['library'] } };
      expect(await send(id, '/outputs', again)).toMatchObject({ status: 409, body: { code: 'unconfirmed' } });
      await send(id, '/outputs/library/settle', { body: { delivered: false } });
      await send(id, '/outputs/library/skip');
      expect(await send(id, '/outputs', again)).toMatchObject({
        status: 202,
        body: { outcome: { code: 'outputs-added', detail: 'The run also delivers to these outputs: library.' } },
      });
    });

    it('is refused for an unknown output', async () => {
      const id = await running();
      expect(await send(id, '/outputs/attic/skip')).toMatchObject({ status: 409, body: { code: 'unknown-output' } });
    });
  });

  it.each(['/reset', '/stages/TRIM/skip', '/outputs/library/skip', '/restore', ''])('take no fields at {id}%s', async (path) => {
    const id = await running();
    const head = await gateway.store.head(id);
    const method = path === '' ? 'DELETE' : 'POST';
    const answer = await send(id, path, { method, body: { reason: 'x' } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid', errors: [{ pointer: '/reason' }] } });
    expect(await gateway.store.head(id)).toBe(head);
  });

  it.each(COMMANDS)(
    '$method $path answers an unknown, a foreign and a malformed id with equal bytes',
    async ({ path, ...asking }) => {
      const foreign = await gateway.tokenFor(['admin']);
      const id = await running();
      const head = await gateway.store.head(id);
      const as = { ...asking, token: foreign, headers: { 'x-request-id': 'same' } };
      const [unknown, other, malformed] = [await send(newId(), path, as), await send(id, path, as), await send('x', path, as)];
      expect(unknown.status).toBe(404);
      expect(other.bytes.equals(unknown.bytes)).toBe(true);
      expect(malformed.bytes.equals(unknown.bytes)).toBe(true);
      expect(await gateway.store.head(id)).toBe(head);
    },
  );

  it.each(COMMANDS)(
    '$method $path is refused in quarantine and without the scope, and adds nothing',
    async ({ path, ...asking }) => {
      const id = await running();
      await waitUntilProjected(gateway, id);
      gateway.rows.quarantine(id);
      const head = await gateway.store.head(id);
      // A quarantined item can only be deleted or erased.
      if (!['', '/erase'].includes(path))
        expect(await send(id, path, asking)).toMatchObject({ status: 409, body: { code: 'quarantined' } });
      gateway.rows.quarantine(id, 'needs-upgrade');
      expect(await send(id, path, asking)).toMatchObject({ status: 409, body: { code: 'needs-upgrade' } });
      const reader = await gateway.tokenFor(['read'], gateway.owner);
      expect(await send(id, path, { ...asking, token: reader })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
      expect(await gateway.store.head(id)).toBe(head);
    },
  );

  it('every command except delete and erase is shown as refused in quarantine, in item, list and explanation', async () => {
    const id = await running();
    await waitUntilProjected(gateway, id);
    const get = async <T>(path: string): Promise<T> => (await ask(gateway, path, { method: 'GET' })).json<T>();
    const before = await get<Item>(`/${id}`);
    expect((before.allowed_actions as { allowed: boolean }[]).some(({ allowed }) => allowed)).toBe(true);
    gateway.rows.quarantine(id);
    const { items } = await get<{ items: Item[] }>('?limit=200');
    const listed = items.filter((item) => item.id === id);
    const shown = [await get<Item>(`/${id}`), ...listed, await get<Item>(`/${id}/explain`)];
    expect(shown).toHaveLength(3);
    for (const item of shown) {
      const actions = item.allowed_actions as { action: string; allowed: boolean; code: string; try_instead: string | null }[];
      expect(actions.map(({ action }) => action)).toEqual((before.allowed_actions as typeof actions).map(({ action }) => action));
      const others = actions.filter(({ action }) => !['delete', 'erase'].includes(action));
      expect(new Set(others.map(({ allowed, code }) => `${code} ${String(allowed)}`))).toEqual(new Set(['quarantined false']));
      expect(others.every(({ try_instead }) => try_instead !== null)).toBe(true);
    }
    expect(shown.slice(0, 2)).toMatchObject([
      { can_run: false, can_pause: false },
      { can_run: false, can_pause: false },
    ]);
  });

  it('a command is carried out once for its Idempotency-Key, whatever has happened since', async () => {
    const id = await running();
    const first = await send(id, '/unstick', { key: 'once' });
    const again = await send(id, '/unstick', { key: 'once' });
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    expect((await eventsOf(id)).filter((type) => type === 'StepInterrupted')).toHaveLength(1);
    expect(await send(id, '/unstick', { key: 'once', body: { then: 'fail' } })).toMatchObject({ status: 422 });
    expect(await send(id, '/cancel', { key: 'once' })).toMatchObject({ status: 422 });
  });

  it('a command binds its Idempotency-Key to its body', async () => {
    const id = await running();
    expect(await send(id, '/pause', { key: 'reason', body: { reason: 'One' } })).toMatchObject({ status: 200 });
    expect(await send(id, '/pause', { key: 'reason', body: { reason: 'Two' } })).toMatchObject({
      status: 422,
      body: { code: 'idempotency-mismatch' },
    });
  });
});
