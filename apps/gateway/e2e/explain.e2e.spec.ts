import { startSystem, until, type System } from '@throughline/stack/testing';
import { RecordingsClient, type RecordingView } from './recordings-client.js';

/** Longer than a busy machine keeps a worker from sending a heartbeat. */
const TERM_MS = 5_000;
const EVERY_MS = 300;
/** Longer than the lifetime of any lease in these tests. */
const LONG_MS = 2 * TERM_MS;
/** Work that lasts until it is cancelled, however long the looking takes. */
const ENDLESS = { faults: [{ do: 'hang' }] };

interface Stalling extends RecordingView {
  readonly stalled: boolean | null;
  readonly processing_stages: readonly (RecordingView['processing_stages'][number] & { readonly stalled: boolean | null })[];
}
interface Explained {
  readonly status: { readonly status: string; readonly rule: { readonly id: string } };
  readonly run: { readonly code: string };
  readonly steps: readonly {
    readonly step: string;
    readonly code: string;
    readonly lease: { readonly state: string; readonly says: string; readonly heartbeat_age_ms: number | null } | null;
    readonly lane_service: { readonly state: string; readonly says: string } | null;
  }[];
  readonly projection: { readonly state: string };
}

describe('the stalled verdict in a whole installation (U1, U17)', () => {
  let system: System;
  let client: RecordingsClient;
  beforeAll(async () => {
    const env = { TL_PRESENCE_EVERY_MS: String(EVERY_MS) };
    system = await startSystem({
      simulation: true,
      leaseTermMs: TERM_MS,
      ackWaitMs: 900,
      env: { gateway: env, ingest: env, processing: env, upload: env },
    });
    client = new RecordingsClient(system.url, system.token);
  }, 120_000);
  afterAll(() => system.close(), 60_000);

  const env = { TL_PRESENCE_EVERY_MS: String(EVERY_MS) };
  const get = async (id: string): Promise<Stalling> => (await client.get(id)) as Stalling;
  const explain = async (id: string): Promise<Explained> =>
    (await (await client.request(`/api/v1/recordings/${id}/explain`)).json()) as Explained;
  const stepOf = async (id: string, step: string): Promise<Explained['steps'][number] | undefined> =>
    (await explain(id)).steps.find((each) => each.step === step);
  const atWork = async (script: object): Promise<string> => {
    const { id } = await client.simulate({ simulation: { TRIM: script } });
    await until(async () => (await stepOf(id, 'TRIM'))?.lease?.state === 'alive', { what: 'TRIM at work' });
    return id;
  };
  /** Returns every value of `stalled` until the condition is true. */
  const collectStalled = async (id: string, done: (item: Stalling) => boolean): Promise<readonly (boolean | null)[]> => {
    const values: (boolean | null)[] = [];
    await until(
      async () => {
        const item = await get(id);
        values.push(item.stalled);
        return done(item);
      },
      { timeout: 60_000, interval: 30, what: `the end of what is said of ${id}` },
    );
    return values;
  };
  const isOver = ({ run }: Stalling): boolean => run?.active === false;
  const isPast = (from: number, ms: number) => (): boolean => performance.now() - from > ms;

  it('is given after the worker was killed, until another worker has taken over', async () => {
    const id = await atWork({ faults: [{ attempt: 1, do: 'hang' }] });
    expect((await get(id)).stalled).not.toBe(true);
    await system.service('processing').kill();
    await until(async () => (await get(id)).stalled === true, { what: 'the verdict' });
    const item = await get(id);
    expect(item.processing_stages.find(({ stage_type }) => stage_type === 'TRIM')).toMatchObject({ stalled: true });
    expect(item.status).toBe('PROCESSING');
    const step = await stepOf(id, 'TRIM');
    expect(step?.lease).toMatchObject({ state: 'stalled' });
    expect(step?.lease?.heartbeat_age_ms).toBeGreaterThan(TERM_MS);
    await system.service('processing').start(env);
    const values = await collectStalled(id, isOver);
    expect(values.at(-1)).toBe(false);
    expect(await get(id)).toMatchObject({ status: 'PROCESSED', failed: false, stalled: false });
    expect((await explain(id)).run.code).toBe('ended');
  }, 120_000);

  it('is not given because the gateway was asleep', async () => {
    const id = await atWork(ENDLESS);
    system.service('gateway').signal('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, LONG_MS));
    system.service('gateway').signal('SIGCONT');
    expect(await collectStalled(id, isPast(performance.now(), LONG_MS))).not.toContain(true);
    expect((await stepOf(id, 'TRIM'))?.lease).toMatchObject({ state: 'alive' });
    await client.ask(id, 'cancel');
  }, 120_000);

  it('is not given because the broker was away, nor within the term after it', async () => {
    const id = await atWork(ENDLESS);
    await system.nats.kill();
    const away = await collectStalled(id, isPast(performance.now(), LONG_MS));
    expect(away).not.toContain(true);
    expect(away.at(-1)).toBeNull();
    await system.nats.restart();
    expect(await collectStalled(id, isPast(performance.now(), LONG_MS))).not.toContain(true);
    await until(async () => (await get(id)).stalled === false, { what: 'a heartbeat' });
    await client.ask(id, 'cancel');
  }, 120_000);

  it('is not given because the projector lags, and the explanation names the lag', async () => {
    const id = await atWork({ takes_ms: 2 * TERM_MS });
    // The lease appears before the row follows the log.
    await until(async () => (await get(id)).status === 'PROCESSING', { what: 'the row of TRIM' });
    system.service('status-projector').signal('SIGSTOP');
    await until(async () => (await explain(id)).run.code === 'ended', { what: 'the end in the log' });
    // The row still shows TRIM as running. Its lease is gone, and no heartbeat will come.
    const values = await collectStalled(id, isPast(performance.now(), LONG_MS));
    expect(values).not.toContain(true);
    expect((await get(id)).status).toBe('PROCESSING');
    expect(await explain(id)).toMatchObject({ status: { status: 'PROCESSED' }, projection: { state: 'behind' } });
    system.service('status-projector').signal('SIGCONT');
    await until(async () => (await get(id)).status === 'PROCESSED', { what: 'the row' });
  }, 120_000);

  it('comes with an explanation of queued work that no worker serves the lane, as soon as that is certain', async () => {
    await system.service('ingest').kill();
    const { id } = await client.simulate({});
    await until(async () => (await stepOf(id, 'DOWNLOAD'))?.lane_service?.state === 'unserved', { what: 'the verdict' });
    expect((await stepOf(id, 'DOWNLOAD'))?.lane_service?.says).toMatch(
      /^No worker serves lane ingest\/download; the last one was heard at \d{4}-/,
    );
    await system.service('ingest').start(env);
    await until(async () => isOver(await get(id)), { what: 'the end of the run' });
    const workers = (await (await client.request('/api/v1/workers')).json()) as { items: { service: string }[] };
    expect(new Set(workers.items.map(({ service }) => service))).toEqual(new Set(['ingest', 'processing', 'upload']));
  }, 120_000);
});
