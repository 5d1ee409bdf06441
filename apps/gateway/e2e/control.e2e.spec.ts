import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startSystem, until, type System } from '@throughline/stack/testing';
import { RecordingsClient, statusTrail, type EventView, type RecordingView } from './recordings-client.js';

const RETRY = { max_attempts: 3, backoff_ms: [100], wait_ms: [300], max_crashes: 3 };
const LIMITS = { step_timeout_ms: 600_000, timeout_media_factor: 0, no_progress_ms: 600_000 };
const LONG = { takes_ms: 600_000 };
const hour = (): string => new Date(Date.now() + 3_600_000).toISOString();

const of = (events: readonly EventView[], type: string, step?: string): readonly EventView[] =>
  events.filter((event) => event.type === type && (step === undefined || event.step === step));

describe('commands on a recording while processes die', () => {
  let system: System;
  let client: RecordingsClient;
  beforeAll(async () => {
    system = await startSystem({
      simulation: true,
      runDefaults: { retry: RETRY, limits: LIMITS },
      // No lease expires before a test ends: only commands move the steps.
      leaseTermMs: 600_000,
      ackWaitMs: 900,
      instances: { gateway: 2, upload: 2 },
    });
    // The second worker starts only in tests that need a takeover.
    await system.service('upload', 1).stop();
    client = new RecordingsClient(system.url, system.token);
  }, 120_000);
  afterAll(() => system.close(), 60_000);

  const waitForEnd = async (id: string): Promise<RecordingView> =>
    (await client.waitFor(id, ({ run }) => run?.active === false, 120_000)).recording;
  const running = async (id: string, step: string): Promise<void> => {
    await until(async () => of(await client.events(id), 'StepStarted', step).length > 0, {
      timeout: 60_000,
      what: `the start of ${step}`,
    });
  };
  const filesOf = async (id: string): Promise<readonly string[]> =>
    readdir(join(system.artifactsDir, id), { recursive: true }).catch(() => []);
  const sendCommand = async (id: string, command: string, body: object = {}): Promise<RecordingView> => {
    const answer = await client.ask(id, command, body);
    if (!answer.ok) throw new Error(`${command}: ${String(answer.status)} ${await answer.text()}`);
    return (await answer.json()) as RecordingView;
  };

  it('a pause survives the death of every process, and ends by itself on time (U8)', async () => {
    const { id } = await client.simulate({ simulation: { TRIM: { takes_ms: 1_500 } } });
    await running(id, 'TRIM');
    const end = new Date(Date.now() + 8_000).toISOString();
    expect(await sendCommand(id, 'pause', { reason: 'the disk is being moved', until: end })).toMatchObject({
      on_pause: true,
      pause_until: end,
      pause_reason: 'the disk is being moved',
    });
    await until(async () => of(await client.events(id), 'StepCompleted', 'TRIM').length > 0, { what: 'the end of TRIM' });
    for (const service of ['gateway', 'ingest', 'processing', 'status-projector'] as const) {
      await system.service(service).kill();
      await system.service(service).start();
    }
    await until(async () => (await client.get(id).catch(() => undefined)) !== undefined, { what: 'a gateway' });
    expect(await waitForEnd(id)).toMatchObject({ status: 'PROCESSED', on_pause: false, failed: false });
    const events = await client.events(id);
    const [resumed, ...more] = of(events, 'Resumed');
    expect([resumed?.detail['cause'], more]).toEqual(['expired', []]);
    // Restarting takes an unknown time. Still, nothing may start before the pause ends.
    expect(Date.parse(resumed?.occurred_at ?? '')).toBeGreaterThanOrEqual(Date.parse(end));
    const types = events.map(({ type, step }) => `${type} ${step ?? ''}`.trim());
    expect(types.indexOf('StepScheduled TRANSCRIBE')).toBeGreaterThan(types.indexOf('Resumed'));
  }, 120_000);

  it('a cancel stops work that would take ten minutes and leaves no file, and the next run continues from there', async () => {
    const { id } = await client.simulate({ simulation: { TRANSCRIBE: LONG } });
    await running(id, 'TRANSCRIBE');
    expect(await sendCommand(id, 'cancel', { reason: 'wrong recording' })).toMatchObject({ status: 'DOWNLOADED', failed: false });
    await until(async () => of(await client.events(id), 'LateResultIgnored', 'TRANSCRIBE').length > 0, { what: 'the last word' });
    await until(async () => (await filesOf(id)).every((file) => !file.includes('TRANSCRIBE')), { what: 'an empty folder' });
    await sendCommand(id, 'run', {
      processing_config: { simulation: { TRANSCRIBE: {}, EXTRACT_TOPICS: {}, GENERATE_SUBTITLES: {}, TRIM: {} } },
    });
    expect(await waitForEnd(id)).toMatchObject({ status: 'PROCESSED' });
    expect(of(await client.events(id), 'StepStarted', 'DOWNLOAD')).toHaveLength(1);
  }, 120_000);

  it.each<['dead' | 'asleep', NodeJS.Signals]>([
    ['dead', 'SIGKILL'],
    ['asleep', 'SIGSTOP'],
  ])(
    'an unstick moves the work of a worker that is %s away to another worker, and the output holds one object (U7)',
    async (state, signal) => {
      const holder = system.service('upload');
      const { id } = await client.simulate({
        outputs: ['sim-session'],
        simulation: { 'deliver:sim-session': { faults: [{ attempt: 1, do: 'hang', at: 0.5 }] } },
      });
      await running(id, 'deliver:sim-session');
      if (signal === 'SIGKILL') await holder.kill();
      else holder.signal(signal);
      await system.service('upload', 1).start();
      try {
        expect(await sendCommand(id, 'unstick')).toMatchObject({ status: 'UPLOADING', run: { active: true } });
        expect(await waitForEnd(id)).toMatchObject({ status: 'READY', failed: false });
      } finally {
        await system.service('upload', 1).stop();
        if (state === 'dead') await holder.start();
        else holder.signal('SIGCONT');
      }
      if (state === 'asleep')
        await until(async () => of(await client.events(id), 'LateResultIgnored').length > 0, {
          timeout: 30_000,
          what: 'the sleeper',
        });
      const events = await client.events(id);
      expect(of(events, 'StepInterrupted', 'deliver:sim-session')).toMatchObject([{ detail: { cause: 'fenced' } }]);
      expect(of(events, 'StepCompleted', 'deliver:sim-session')).toHaveLength(1);
      const objects = (await client.ledger('sim-session', id)).flatMap(({ answer }) => answer?.object ?? []);
      expect(new Set(objects).size).toBe(1);
      expect(await client.get(id)).toMatchObject({ status: 'READY' });
    },
    120_000,
  );

  it('an unstick without any running worker takes effect once a worker starts', async () => {
    const { id } = await client.simulate({ simulation: { TRIM: { faults: [{ attempt: 1, do: 'hang' }] } } });
    await running(id, 'TRIM');
    await system.service('processing').kill();
    await sendCommand(id, 'unstick');
    await system.service('processing').start();
    expect(await waitForEnd(id)).toMatchObject({ failed: false });
  }, 120_000);

  it('a reset in the middle of a run starts from the beginning and sends nothing twice', async () => {
    const { id } = await client.simulate({ outputs: ['sim-keyed'] });
    expect(await waitForEnd(id)).toMatchObject({ status: 'READY' });
    expect(await sendCommand(id, 'reset')).toMatchObject({ status: 'INITIALIZED', on_pause: false });
    await sendCommand(id, 'run', {
      processing_config: { simulation: { TRIM: {}, TRANSCRIBE: {}, EXTRACT_TOPICS: {}, GENERATE_SUBTITLES: {} } },
      output_config: { outputs: ['sim-keyed'] },
    });
    expect(await waitForEnd(id)).toMatchObject({ status: 'READY' });
    expect(of(await client.events(id), 'StepStarted', 'DOWNLOAD')).toHaveLength(2);
    expect(new Set((await client.ledger('sim-keyed', id)).flatMap(({ answer }) => answer?.object ?? [])).size).toBe(1);
  }, 120_000);

  it('a deleted recording can be restored, even if its run was active', async () => {
    const { id } = await client.simulate({ simulation: { TRIM: LONG } });
    await running(id, 'TRIM');
    expect((await client.ask(id, '', {}, 'DELETE')).status).toBe(200);
    expect(await client.get(id)).toMatchObject({ deleted_at: expect.any(String) as string, run: { active: false } });
    await until(async () => !(await client.list()).some((item) => item.id === id), { what: 'a list without it' });
    expect((await client.ask(id, 'run')).status).toBe(409);
    expect(await sendCommand(id, 'restore')).toMatchObject({ deleted_at: null, status: 'DOWNLOADED' });
  }, 120_000);

  it('two gateways that receive /run at the same moment start one pipeline (RUN-14)', async () => {
    const other = new RecordingsClient(system.service('gateway', 1).url, system.token);
    for (let round = 0; round < 5; round += 1) {
      const { id } = await client.simulate({ run: false });
      const answers = await Promise.all([client.ask(id, 'run'), other.ask(id, 'run'), client.ask(id, 'run')]);
      expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
      await sendCommand(id, 'cancel');
      await until(async () => of(await client.events(id), 'RunCancelled').length > 0, { what: 'the last row' });
      expect(of(await client.events(id), 'RunStarted')).toHaveLength(1);
    }
  }, 120_000);

  it('pauses and completions at the same time lose neither', async () => {
    const rounds = Array.from({ length: 12 }, async (_none, round) => {
      const { id } = await client.simulate({
        simulation: { TRIM: { takes_ms: 200 + round * 10 }, TRANSCRIBE: { takes_ms: 100 } },
      });
      await running(id, 'TRIM');
      for (let paused = false; !paused;) {
        const answer = await client.ask(id, 'pause', { until: hour() });
        paused = answer.ok;
        const now = await client.get(id);
        if (!paused && now.run?.active === false) break;
      }
      await client.ask(id, 'run');
      const recording = await waitForEnd(id);
      expect(recording).toMatchObject({ failed: false, on_pause: false });
      const events = await client.events(id);
      for (const step of ['TRIM', 'TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES'])
        expect({ step, completed: of(events, 'StepCompleted', step).length }).toEqual({ step, completed: 1 });
      expect(statusTrail(events).at(-1)).toBe('PROCESSED');
    });
    await Promise.all(rounds);
  }, 180_000);
});
