import { readdir } from 'node:fs/promises';
import { startSystem, until, type ServiceName, type System } from '@throughline/stack/testing';
import { shortTalk } from './media.js';
import { RecordingsClient, type EventView } from './recordings-client.js';

const everywhere = (steps: readonly string[], points: readonly string[]): string =>
  steps.flatMap((step) => points.map((point) => `${point}@${step}=kill`)).join(';');

/** Before the start, in the middle, after the work and before its event, after its event and before its ack. */
const POINTS = ['work.received', 'work.started', 'work.middle', 'work.done', 'work.committed'];

const of = (events: readonly EventView[], type: string, step?: string): readonly EventView[] =>
  events.filter((event) => event.type === type && (step === undefined || event.step === step));

/** Each step's work counts once: whoever died after it was complete left a result that the next attempt took over. */
function expectNoWorkDoneTwice(events: readonly EventView[], steps: readonly string[]): void {
  for (const step of steps) {
    const completed = of(events, 'StepCompleted', step);
    expect(completed).toHaveLength(1);
    expect(completed[0]?.detail).toHaveProperty('adoptedFrom');
  }
}

describe('a worker that is killed', () => {
  let system: System;
  let client: RecordingsClient;
  const boot = async (service: ServiceName, failpoints: string): Promise<void> => {
    system = await startSystem({ env: { [service]: { TL_FAILPOINT: failpoints } } });
    client = new RecordingsClient(system.url, system.token);
  };
  afterEach(() => system.close(), 60_000);

  it.each<[ServiceName, readonly string[]]>([
    ['ingest', ['DOWNLOAD']],
    ['processing', ['TRIM']],
    ['processing', ['TRANSCRIBE']],
    ['processing', ['EXTRACT_TOPICS']],
    ['processing', ['GENERATE_SUBTITLES']],
    ['upload', ['deliver:library']],
  ])(
    'in %s at every point of %j costs nothing but time',
    async (service, steps) => {
      await boot(service, everywhere(steps, POINTS));
      const { id } = await client.pushPatiently(shortTalk(), { title: 'Crash', run: true });
      const { recording } = await client.waitReady(id, 240_000);
      expect(recording).toMatchObject({ status: 'READY', failed: false });
      expect(system.service(service).crashes).toBeGreaterThanOrEqual(4 * steps.length);
      expect(await readdir(system.outputDir)).toHaveLength(1);
      const events = await client.events(id);
      expectNoWorkDoneTwice(events, steps);
      for (const step of steps) expect(of(events, 'StepInterrupted', step).length).toBeGreaterThanOrEqual(2);
      expect(of(events, 'StepFailed')).toEqual([]);
    },
    300_000,
  );
});

describe('a gateway that is killed', () => {
  let system: System;
  afterEach(() => system.close(), 60_000);

  it.each(['gateway.upload-stored', 'gateway.appended'])(
    'at %s has registered the recording once, and it becomes READY without the client',
    async (point) => {
      system = await startSystem({ env: { gateway: { TL_FAILPOINT: `${point}=kill` } } });
      const client = new RecordingsClient(system.url, system.token);
      await expect(client.push(shortTalk(), { title: 'Crash', run: true, key: 'k-1' })).rejects.toThrow();
      const [found] = await until(
        async () => {
          const all = await client.list();
          return all.length > 0 ? all : undefined;
        },
        { timeout: 60_000, what: 'the recording of the killed gateway' },
      );
      const { recording } = await client.waitReady(found?.id ?? '', 120_000);
      expect(recording).toMatchObject({ status: 'READY', failed: false });
      const again = await client.pushPatiently(shortTalk(), { title: 'Crash', run: true, key: 'k-1' });
      expect(again.id).toBe(recording.id);
      expect(await client.list()).toHaveLength(1);
      expect(of(await client.events(recording.id), 'RunStarted')).toHaveLength(1);
    },
    240_000,
  );
});

describe('a projector that is killed', () => {
  let system: System;
  afterEach(() => system.close(), 60_000);

  it('before and after its commit goes on where its tables end', async () => {
    system = await startSystem({
      env: { 'status-projector': { TL_FAILPOINT: 'projector.before-commit=kill;projector.after-commit=kill' } },
    });
    const client = new RecordingsClient(system.url, system.token);
    const { id } = await client.pushPatiently(shortTalk(), { title: 'Crash', run: true });
    const { recording } = await client.waitReady(id, 120_000);
    expect(recording.status).toBe('READY');
    expect(system.service('status-projector').crashes).toBeGreaterThanOrEqual(2);
    const events = await client.events(id);
    expect(new Set(events.map((event) => JSON.stringify(event))).size).toBe(events.length);
    expect(of(events, 'StepCompleted')).toHaveLength(6);
  }, 180_000);
});
