import { startSystem, until, type System } from '@throughline/stack/testing';
import { shortTalk, WITHOUT_TRANSCRIPT } from './media.js';
import { RecordingsClient } from './recordings-client.js';

const STEPS = ['DOWNLOAD', 'TRIM', 'TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES', 'deliver:library'] as const;
const serviceOf = (step: string): 'ingest' | 'processing' | 'upload' =>
  step === 'DOWNLOAD' ? 'ingest' : step.startsWith('deliver:') ? 'upload' : 'processing';

/** Every step pauses after its start, so that the outage falls into its middle. */
const HOLD_MS = 1_200;
const holds = (steps: readonly string[]): string =>
  steps.map((step) => `work.started@${step}=delay:${String(HOLD_MS)}`).join(';');

const FULL_STEPS = ['DOWNLOAD', 'TRIM', 'deliver:library'] as const;
const fulls = (steps: readonly string[]): string =>
  steps.flatMap((step) => [`work.started@${step}=full`, `work.done@${step}=full`]).join(';');

let system: System;
let client: RecordingsClient;
beforeAll(async () => {
  const failpointsOf = (service: string): NodeJS.ProcessEnv => {
    const isOfService = (step: string): boolean => serviceOf(step) === service;
    return { TL_FAILPOINT: `${holds(STEPS.filter(isOfService))};${fulls(FULL_STEPS.filter(isOfService))}` };
  };
  system = await startSystem({
    ownPostgres: true,
    leaseTermMs: 15_000,
    ackWaitMs: 4_000,
    instances: { search: 0 },
    env: { ingest: failpointsOf('ingest'), processing: failpointsOf('processing'), upload: failpointsOf('upload') },
  });
  await system.disarm(fulls(FULL_STEPS));
  client = new RecordingsClient(system.url, system.token);
}, 120_000);
afterAll(() => system.close(), 60_000);

describe('a dependency that goes away in the middle of a step', () => {
  const startRun = async (): Promise<string> => {
    await system.arm(holds(STEPS));
    return (await client.pushPatiently(shortTalk(), { title: 'Outage', run: true, allowDuplicate: true })).id;
  };
  const whenRunning = (id: string, step: string): Promise<unknown> =>
    until(async () => (await client.events(id)).some((event) => event.type === 'StepStarted' && event.step === step), {
      what: `the start of ${step}`,
    });

  it('NATS: work continues, and nothing healthy is interrupted', async () => {
    const id = await startRun();
    for (const step of STEPS) {
      if (step === 'GENERATE_SUBTITLES') continue; // runs beside EXTRACT_TOPICS, in the same outage
      await whenRunning(id, step);
      await system.nats.restart();
    }
    const { recording } = await client.waitReady(id, 120_000);
    expect(recording).toMatchObject({ status: 'READY', failed: false });
    const events = await client.runEvents(id);
    expect(events.filter(({ type }) => type === 'StepInterrupted' || type === 'StepFailed')).toEqual([]);
  }, 240_000);

  it('PostgreSQL: work continues, and the tables catch up', async () => {
    const id = await startRun();
    for (const step of STEPS) {
      if (step === 'GENERATE_SUBTITLES') continue;
      await whenRunning(id, step);
      await system.postgres?.kill();
      await system.postgres?.restart();
    }
    const { recording } = await client.waitReady(id, 120_000);
    expect(recording).toMatchObject({ status: 'READY', failed: false });
    const events = await client.runEvents(id);
    expect(events.filter(({ type }) => type === 'StepInterrupted' || type === 'StepFailed')).toEqual([]);
  }, 240_000);
});

describe('a disk that is full for a moment (a real one: tools/stack/e2e/full-disk)', () => {
  it('makes each step wait, and uses up no attempt', async () => {
    await system.disarm(holds(STEPS));
    await system.arm(fulls(FULL_STEPS));
    const { id } = await client.pushPatiently(shortTalk(), { title: 'Full', allowDuplicate: true });
    const processing = { ...WITHOUT_TRANSCRIPT, retry: { max_attempts: 1, wait_ms: [100] } };
    const answer = await client.ask(id, 'run', { processing_config: processing });
    expect(answer.ok).toBe(true);
    const { recording } = await client.waitReady(id, 120_000);
    expect(recording).toMatchObject({ status: 'READY', failed: false });
    const events = await client.runEvents(id);
    for (const step of FULL_STEPS) {
      const waits = events.filter((event) => event.type === 'StepWaiting' && event.step === step);
      expect(waits).toMatchObject([{ detail: { for: 'disk-full' } }, { detail: { for: 'disk-full' } }]);
    }
    expect(events.filter(({ type }) => type === 'StepFailed')).toEqual([]);
  }, 180_000);
});
