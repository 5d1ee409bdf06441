import { newId } from '@throughline/contracts';
import { isPresent } from '@throughline/domain';
import { type LeaseHandle, type Leases } from '@throughline/messaging';
import { MemoryLeases, ManualClock } from '@throughline/messaging/testing';
import type { RecordingItem } from '../read/item-view.js';
import { LiveProgress } from '../../workers/live-progress.js';
import { StallWatch } from '../../workers/stall-watch.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { upload } from '../../testing/upload.js';
import { currentAttemptId, startStep, workThrough } from '../../testing/work-through.js';
import { WorkerRegistry } from '../../workers/worker-registry.js';
import type { ExplanationItem } from './explain-item.js';

const TERM_MS = 20_000;

describe('explaining a recording', () => {
  const clock = new ManualClock();
  const leases = new MemoryLeases(clock);
  const workers = new WorkerRegistry(clock, 5_000);
  const stopping = new AbortController();
  let isExpired: Leases['isExpired'] = (assetId, step) => leases.isExpired(assetId, step);
  const asked: Pick<Leases, 'isExpired'> = { isExpired: (assetId, step) => isExpired(assetId, step) };
  const stalls = new StallWatch({ leases: asked, isRunning: () => Promise.resolve(true), clock, onProblem: () => undefined });
  const live = new LiveProgress();
  let gateway: MemoryGateway;
  beforeAll(async () => {
    await clock.advance(10 * TERM_MS);
    await leases.watch({
      onLease: (lease) => {
        stalls.record(lease);
        live.record(lease);
      },
      signal: stopping.signal,
    });
    stalls.start(stopping.signal);
    gateway = await openMemoryGateway({ ports: { leases: asked, workers, stalls, live } });
  });
  afterEach(() => {
    isExpired = (assetId, step) => leases.isExpired(assetId, step);
    gateway.projection.resume();
    workers.deaf();
  });
  afterAll(async () => {
    stopping.abort();
    await gateway.close();
  });

  const get = (path: string, token = gateway.token) =>
    gateway.app.inject({ url: `/api/v1/${path}`, headers: { authorization: `Bearer ${token}` } });
  const explain = async (id: string): Promise<ExplanationItem> => {
    const response = await get(`recordings/${id}/explain`);
    expect(response.statusCode).toBe(200);
    return response.json<ExplanationItem>();
  };
  const post = (id: string, action: string, payload: object = {}) =>
    gateway.app.inject({
      method: 'POST',
      url: `/api/v1/recordings/${id}/${action}`,
      headers: { authorization: `Bearer ${gateway.token}` },
      payload,
    });
  const claim = (assetId: string, step: string, attemptId: string): Promise<LeaseHandle> =>
    leases.claim(
      {
        assetId,
        step,
        attemptId,
        worker: 'worker-7',
        termMs: TERM_MS,
        startedAt: '2026-01-01T00:00:00.000Z',
        progress: { fraction: 0 },
      },
      undefined,
    );
  /** Starts a recording's download and claims its lease. */
  const atWork = async (): Promise<{ id: string; handle: LeaseHandle }> => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    const handle = await claim(id, 'DOWNLOAD', await startStep(gateway, id, 'DOWNLOAD'));
    return { id, handle };
  };
  const downloadOf = async (id: string) => (await explain(id)).steps.find(({ step }) => step === 'DOWNLOAD');

  it('U1: names the rule, the rules that lost, and the events by their ids', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await startStep(gateway, id, 'DOWNLOAD');
    const { status, revision, run, steps } = await explain(id);
    const history = await gateway.store.load(id);
    expect(revision).toBe(history.revision);
    expect(status).toMatchObject({
      status: 'DOWNLOADING',
      rule: { id: 'AGG-06' },
      since: { type: 'StepStarted', step: 'DOWNLOAD' },
    });
    const events = (await get(`recordings/${id}/events`)).json<{ items: { id: string }[] }>().items.map((event) => event.id);
    for (const event of status.follows_from) expect(events).toContain(event.id);
    expect(run).toMatchObject({ code: 'active' });
    expect(Object.fromEntries(steps.map(({ step, code }) => [step, code]))).toMatchObject({
      DOWNLOAD: 'running',
      TRIM: 'depends',
    });
  });

  it('U2: gives the same allowed actions as the recording', async () => {
    const { id } = await upload(gateway);
    const item = (await get(`recordings/${id}`)).json<RecordingItem>();
    expect((await explain(id)).allowed_actions).toEqual(item.allowed_actions);
    expect(item.allowed_actions.find(({ action }) => action === 'pause')).toMatchObject({ allowed: false, code: 'not-pausable' });
  });

  it('shows the owner the worker’s message for a failure', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    const attemptId = await startStep(gateway, id, 'DOWNLOAD');
    const failed = {
      type: 'FailStep',
      now: new Date().toISOString(),
      step: 'DOWNLOAD',
      attemptId,
      code: 'not-media',
      message: 'holiday.txt is no recording',
      retryable: false,
      progress: 0,
    } as const;
    await gateway.ports.commands.execute(id, failed, {
      commandId: newId(),
      actor: { kind: 'service', id: 'w' },
      correlationId: 'c',
    });
    const { failure, run, steps } = await explain(id);
    expect(failure).toMatchObject({
      failed: true,
      step: 'DOWNLOAD',
      code: 'not-media',
      reason: 'holiday.txt is no recording',
      rule: { id: 'FLR-14' },
    });
    expect(run.code).toBe('rolled-back');
    expect(steps[0]).toMatchObject({ step: 'DOWNLOAD', code: 'failed', message: 'holiday.txt is no recording', lease: null });
  });

  describe('with a running step', () => {
    it('names the lease holder and the age of its last heartbeat by the broker’s clock', async () => {
      const { id } = await atWork();
      await clock.advance(3_000);
      expect((await downloadOf(id))?.lease).toEqual({
        state: 'alive',
        says: expect.stringMatching(/^worker-7 is alive: its last heartbeat is 3\.0 s old\. At 0 % since .*Z\.$/) as string,
        worker: 'worker-7',
        heartbeat_at: expect.any(String) as string,
        heartbeat_age_ms: 3_000,
        term_ms: TERM_MS,
        progress: 0,
        progress_at: expect.any(String) as string,
      });
    });

    it('reports `alive` with timely heartbeats, otherwise the last heartbeat and when the worker counts as lost', async () => {
      const { id, handle } = await atWork();
      await clock.advance(TERM_MS - 1_200);
      expect((await downloadOf(id))?.lease).toMatchObject({
        state: 'late',
        says: expect.stringContaining(
          'worker-7 sent its last heartbeat 18.8 s ago, which is longer than usual. It counts as lost after 20.0 s.',
        ) as string,
      });
      expect((await get(`recordings/${id}`)).json<RecordingItem>().stalled).toBe(false);
      await handle.heartbeat({ fraction: 0 });
      expect((await downloadOf(id))?.lease).toMatchObject({ state: 'alive' });
    });

    it('shows the progress, and the time since which it has not changed', async () => {
      const { id, handle } = await atWork();
      await handle.heartbeat({ fraction: 0.3 });
      const moved = new Date(clock.now()).toISOString();
      await clock.advance(4_000);
      await handle.heartbeat({ fraction: 0.3 });
      expect((await downloadOf(id))?.lease).toMatchObject({
        progress: 0.3,
        progress_at: moved,
        says: `worker-7 is alive: its last heartbeat is 0.0 s old. At 30 % since ${moved}.`,
      });
    });

    it('counts the other workers that could take over the step', async () => {
      const { id } = await atWork();
      workers.listening();
      const lanes = [{ lane: 'download', concurrency: 1, busy: 1 }];
      const says = (worker: string): void => {
        workers.record({ v: 1, service: 'ingest', worker, lanes, everyMs: 5_000 });
      };
      await clock.advance(8_000);
      says((await downloadOf(id))?.worker ?? '');
      expect((await downloadOf(id))?.lane_service).toMatchObject({
        state: 'unserved',
        says: 'No other worker serves lane ingest/download.',
      });
      says('worker-8');
      expect((await downloadOf(id))?.lane_service).toMatchObject({
        state: 'served',
        says: '1 other worker serves lane ingest/download, with 1 of 1 place taken.',
      });
    });

    it('reports a stalled step in the explanation, in the item and in lists', async () => {
      const { id, handle } = await atWork();
      const stalledFlags = async () => {
        const { items } = (await get('recordings')).json<{ items: RecordingItem[] }>();
        return [(await get(`recordings/${id}`)).json<RecordingItem>().stalled, items.find((one) => one.id === id)?.stalled];
      };
      expect(await stalledFlags()).toEqual([false, false]);
      await clock.advance(TERM_MS + 1_000);
      expect((await downloadOf(id))?.lease).toMatchObject({
        state: 'stalled',
        worker: 'worker-7',
        heartbeat_age_ms: TERM_MS + 1_000,
      });
      expect(await stalledFlags()).toEqual([true, true]);
      await handle.heartbeat({ fraction: 0.5 });
      expect((await downloadOf(id))?.lease).toMatchObject({ state: 'alive' });
      expect(await stalledFlags()).toEqual([false, false]);
    });

    it('reports `stalled` only for the stage or output that has stalled', async () => {
      const { id } = await upload(gateway, { fields: { run: 'true' } });
      await workThrough(gateway, id, ['TRIM']);
      await claim(id, 'TRIM', await startStep(gateway, id, 'TRIM'));
      await clock.advance(TERM_MS + 1_000);
      const item = (await get(`recordings/${id}`)).json<RecordingItem>();
      expect(item).toMatchObject({ status: 'PROCESSING', label: 'stalled', stalled: true });
      expect(item.processing_stages.map(({ stage_type, stalled }) => [stage_type, stalled])).toContainEqual(['TRIM', true]);
      expect(item.processing_stages.filter(({ stalled }) => stalled !== false)).toHaveLength(1);
      expect(item.outputs.map(({ stalled }) => stalled)).toEqual([false]);
    });

    it('reports `unknown` without a lease, with another attempt’s lease, and without an answer from the broker', async () => {
      const { id } = await upload(gateway, { fields: { run: 'true' } });
      await startStep(gateway, id, 'DOWNLOAD');
      expect((await downloadOf(id))?.lease).toMatchObject({
        state: 'unknown',
        says: expect.stringContaining('No worker holds') as string,
      });
      expect((await get(`recordings/${id}`)).json<RecordingItem>().stalled).toBeNull();
      await claim(id, 'DOWNLOAD', newId());
      await clock.advance(2 * TERM_MS);
      expect((await downloadOf(id))?.lease).toMatchObject({
        state: 'unknown',
        says: expect.stringContaining('Another attempt') as string,
      });
      isExpired = () => Promise.reject(new Error('the broker is away'));
      expect((await downloadOf(id))?.lease).toMatchObject({ state: 'unknown', heartbeat_age_ms: null });
    });

    it('does not report `stalled` for a step that ended while its lease was read', async () => {
      const { id } = await atWork();
      await clock.advance(2 * TERM_MS);
      isExpired = async (assetId, step) => {
        const found = await leases.isExpired(assetId, step);
        await workThrough(gateway, id);
        return found;
      };
      // The explanation saw a started attempt; `workThrough` then completed it, as it completes all open steps.
      const { lease } = (await downloadOf(id)) ?? {};
      expect(lease?.state).not.toBe('stalled');
    });
  });

  describe('with a queued step', () => {
    const lane = async (id: string) => (await downloadOf(id))?.lane_service;
    it('reports the lane first as unknown, then as unserved, then as served', async () => {
      const { id } = await upload(gateway, { fields: { run: 'true' } });
      expect(await lane(id)).toMatchObject({ state: 'unknown', workers: null });
      workers.listening();
      const since = new Date(clock.now()).toISOString();
      await clock.advance(8_000);
      expect(await lane(id)).toMatchObject({
        state: 'unserved',
        says: `No worker serves lane ingest/download; the last one was heard at ${since}.`,
        since,
      });
      workers.record({
        v: 1,
        service: 'ingest',
        worker: 'i-1',
        lanes: [{ lane: 'download', concurrency: 2, busy: 2 }],
        everyMs: 5_000,
      });
      expect(await lane(id)).toMatchObject({
        state: 'served',
        says: '1 worker serves lane ingest/download, with 2 of 2 places taken.',
      });
    });
  });

  it('names the pause as the reason, and the action that resumes the run', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await startStep(gateway, id, 'DOWNLOAD');
    expect((await post(id, 'pause', { reason: 'The line is needed' })).statusCode).toBe(200);
    const { run, allowed_actions } = await explain(id);
    expect(run).toMatchObject({ code: 'paused', reason: 'The line is needed' });
    expect(run.says).toBe(`The run is paused by user-${gateway.owner}, until a user resumes it.`);
    expect(allowed_actions.find(({ action }) => action === 'run')).toMatchObject({ allowed: true });
  });

  it('shows the reason of a cancellation, and a later deletion', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await post(id, 'cancel', { reason: 'The wrong file' });
    expect(await explain(id)).toMatchObject({
      deleted_at: null,
      run: { code: 'cancelled', says: `The run was cancelled by user-${gateway.owner}.`, reason: 'The wrong file' },
    });
    const headers = { authorization: `Bearer ${gateway.token}` };
    await gateway.app.inject({ method: 'DELETE', url: `/api/v1/recordings/${id}`, headers });
    const { deleted_at: deletedAt, expires_at: expiresAt } = await explain(id);
    expect([deletedAt, expiresAt]).toEqual([expect.any(String), expect.any(String)]);
  });

  describe('with an outdated row', () => {
    it('counts the commits that lists do not show yet, and explains from the log', async () => {
      const { id } = await upload(gateway, { fields: { run: 'true' } });
      gateway.projection.pause();
      await startStep(gateway, id, 'DOWNLOAD');
      const { projection, status } = await explain(id);
      expect(projection).toMatchObject({ state: 'behind', behind: 1 });
      expect(status.status).toBe('DOWNLOADING');
      gateway.projection.resume();
      expect((await explain(id)).projection).toMatchObject({ state: 'current', behind: 0 });
    });

    it('reports `unknown` while the database is unavailable', async () => {
      const away = await openMemoryGateway();
      const { id } = await upload(away);
      away.rows.byIds = () => Promise.reject(new Error('the database is away'));
      const response = await away.app.inject({
        url: `/api/v1/recordings/${id}/explain`,
        headers: { authorization: `Bearer ${away.token}` },
      });
      expect(response.json()).toMatchObject({
        status: { status: 'INITIALIZED' },
        projection: { state: 'unknown', revision: null },
      });
      await away.close();
    });

    it('ignores a row that was edited by hand', async () => {
      const { id } = await upload(gateway);
      gateway.rows.edit(id, (row) => ({
        ...row,
        state: isPresent(row.state) ? { ...row.state, base: 'DOWNLOADED' } : row.state,
      }));
      expect((await explain(id)).status.status).toBe('INITIALIZED');
    });
  });

  it('answers the same 404 for a foreign, an unknown and a malformed id', async () => {
    const { id } = await upload(gateway, { token: await gateway.tokenFor(['admin']) });
    const withoutRequest = (body: string): string => body.replace(/"request_id":"[^"]*"/, '');
    const answers = await Promise.all([id, newId(), 'x'].map((each) => get(`recordings/${each}/explain`)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404]);
    expect(new Set(answers.map(({ body }) => withoutRequest(body))).size).toBe(1);
  });

  describe('workers', () => {
    it('are listed for administrators', async () => {
      workers.listening();
      workers.record({
        v: 1,
        service: 'upload',
        worker: 'u-1',
        lanes: [{ lane: 'folder', concurrency: 2, busy: 1 }],
        everyMs: 5_000,
      });
      expect((await get('workers')).json()).toEqual({
        items: [
          {
            worker: 'u-1',
            service: 'upload',
            lanes: [{ lane: 'folder', concurrency: 2, busy: 1 }],
            every_ms: 5_000,
            heard_at: new Date(clock.now()).toISOString(),
          },
        ],
        services: [
          { service: 'ingest', workers: 0, heard_at: null },
          { service: 'processing', workers: 0, heard_at: null },
          { service: 'upload', workers: 1, heard_at: new Date(clock.now()).toISOString() },
        ],
        listening_since: new Date(clock.now()).toISOString(),
        complete: false,
      });
      expect((await get('workers', await gateway.tokenFor(['read', 'write']))).statusCode).toBe(403);
    });
  });

  it('shows no lease for a queued step, even if its attempt has one', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await claim(id, 'DOWNLOAD', await currentAttemptId(gateway, id, 'DOWNLOAD'));
    expect(await downloadOf(id)).toMatchObject({ code: 'queued', lease: null });
  });
});
