import { readdir } from 'node:fs/promises';
import { startSystem, until, type System } from '@throughline/stack/testing';
import { POINTS, eventsOf, expectNoWorkDoneTwice, killsAt } from './crash-traces.js';
import { shortTalk } from './media.js';
import { RecordingsClient, type RecordingView } from './recordings-client.js';

const SWIFT = { leaseTermMs: 1_000 };

/**
 * crash.smoke.spec.ts kills one stage at every point. Stages share their code, so each further one is killed once, when its
 * work is done.
 */
describe('workers that are killed', () => {
  const FURTHER_STAGES = ['TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES'];
  let system: System;
  afterEach(() => system.close(), 60_000);

  it('cost nothing but time at every point of a download and a delivery, and after each stage', async () => {
    system = await startSystem({
      ...SWIFT,
      env: {
        ingest: { TL_FAILPOINT: killsAt(['DOWNLOAD']) },
        processing: { TL_FAILPOINT: killsAt(FURTHER_STAGES, ['work.done']) },
        upload: { TL_FAILPOINT: killsAt(['deliver:library']) },
      },
    });
    const client = new RecordingsClient(system.url, system.token);
    const { id } = await client.pushPatiently(shortTalk(), { title: 'Crash', run: true });
    const { recording } = await client.waitReady(id, 240_000);
    expect(recording).toMatchObject({ status: 'READY', failed: false });
    expect(await readdir(system.outputDir)).toHaveLength(1);
    const events = await client.events(id);
    for (const [service, steps] of [
      ['ingest', ['DOWNLOAD']],
      ['upload', ['deliver:library']],
    ] as const) {
      expect(system.service(service).crashes).toBeGreaterThanOrEqual(POINTS.length - 1);
      for (const step of steps) expect(eventsOf(events, 'StepInterrupted', step).length).toBeGreaterThanOrEqual(2);
    }
    expect(system.service('processing').crashes).toBeGreaterThanOrEqual(FURTHER_STAGES.length - 1);
    expectNoWorkDoneTwice(events, ['DOWNLOAD', ...FURTHER_STAGES, 'deliver:library']);
    expect(eventsOf(events, 'StepFailed')).toEqual([]);
  }, 300_000);
});

describe('a gateway and a projector that are killed', () => {
  let system: System;
  let client: RecordingsClient;
  beforeAll(async () => {
    system = await startSystem({
      ...SWIFT,
      env: {
        'status-projector': { TL_FAILPOINT: 'projector.before-commit=kill;projector.after-commit=kill' },
      },
    });
    client = new RecordingsClient(system.url, system.token);
  }, 120_000);
  afterAll(() => system.close(), 60_000);

  const registered = (count: number): Promise<readonly RecordingView[]> =>
    until(
      async () => {
        const all = await client.list();
        return all.length === count ? all : undefined;
      },
      { what: 'the recording of the killed gateway' },
    );

  it.each(['gateway.upload-stored', 'gateway.appended'])(
    'a gateway killed at %s has registered the recording once, and it becomes READY without the client',
    async (point) => {
      await system.service('gateway').stop();
      await system.service('gateway').start({ TL_FAILPOINT: `${point}=kill` });
      const known = new Set((await client.list()).map(({ id }) => id));
      const request = { title: point, run: true, key: point, allowDuplicate: true };
      await expect(client.push(shortTalk(), request)).rejects.toThrow();
      const found = (await registered(known.size + 1)).find(({ id }) => !known.has(id));
      const { recording } = await client.waitReady(found?.id ?? '', 120_000);
      expect(recording).toMatchObject({ status: 'READY', failed: false });
      expect((await client.pushPatiently(shortTalk(), request)).id).toBe(recording.id);
      expect(await client.list()).toHaveLength(known.size + 1);
      expect(eventsOf(await client.events(recording.id), 'RunStarted')).toHaveLength(1);
    },
    240_000,
  );

  it('a projector killed before or after its commit continues where its tables end', async () => {
    expect(system.service('status-projector').crashes).toBeGreaterThanOrEqual(2);
    for (const { id } of await client.list()) {
      const events = await client.events(id);
      expect(new Set(events.map((event) => JSON.stringify(event))).size).toBe(events.length);
      expect(eventsOf(events, 'StepCompleted')).toHaveLength(6);
    }
  });
});
