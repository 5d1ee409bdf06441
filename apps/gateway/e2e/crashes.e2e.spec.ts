import { execFile } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSystem, until, type System } from '@throughline/stack/testing';
import { POINTS, eventsOf, expectNoWorkDoneTwice, killsAt } from './crash-traces.js';
import { shortTalk, WITHOUT_TRANSCRIPT } from './media.js';
import { RecordingsClient, type RecordingView } from './recordings-client.js';

interface BulkCommand {
  readonly id: string;
  readonly state: string;
}

/**
 * crash.smoke.spec.ts kills one stage at every point. Stages share their code, so each further one is killed once, when its
 * work is done.
 */
const FURTHER_STAGES = ['TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES'];

/** Each test arms its own. With one list for all, the gateway restarts only when it is killed. */
const INTAKE_POINTS = ['gateway.upload-stored', 'gateway.appended'];
/** After the commits of the first of two batches, before their results are stored. */
const BULK_POINTS = ['gateway.bulk-decided@run'];
const SOURCE_POINTS = ['listed', 'stored', 'registered'].map((point) => `gateway.source-${point}`);
const kills = (points: readonly string[]): string => points.map((point) => `${point}=kill`).join(';');

/** Workers that sleep during their attempt. */
const SLEEPS = [
  { service: 'processing', step: 'TRIM', point: 'work.middle' },
  { service: 'upload', step: 'deliver:library', point: 'work.done' },
] as const;
const sleepsOf = (service: string): string =>
  SLEEPS.filter((sleep) => sleep.service === service)
    .map(({ point, step }) => `${point}@${step}=stop`)
    .join(';');

let system: System;
let client: RecordingsClient;
beforeAll(async () => {
  const ofGateway = kills([...INTAKE_POINTS, ...BULK_POINTS, ...SOURCE_POINTS]);
  system = await startSystem({
    // Takeovers are counted: a worker that is only slow must keep its lease.
    leaseTermMs: 5_000,
    runDefaults: WITHOUT_TRANSCRIPT,
    instances: { search: 0 },
    spares: SLEEPS.map(({ service }) => service),
    env: {
      ingest: { TL_FAILPOINT: killsAt(['DOWNLOAD']) },
      processing: { TL_FAILPOINT: `${killsAt(FURTHER_STAGES, ['work.done'])};${sleepsOf('processing')}` },
      upload: { TL_FAILPOINT: `${killsAt(['deliver:library'])};${sleepsOf('upload')}` },
      gateway: { TL_FAILPOINT: ofGateway },
      'status-projector': { TL_FAILPOINT: 'projector.before-commit=kill;projector.after-commit=kill' },
    },
  });
  await system.disarm(ofGateway);
  for (const { service } of SLEEPS) await system.disarm(sleepsOf(service));
  client = new RecordingsClient(system.url, system.token);
}, 120_000);
afterAll(() => system.close(), 60_000);

let killedOften = '';

describe('workers that are killed', () => {
  it('cost nothing but time at every point of a download and a delivery, and after each stage', async () => {
    const { id } = await client.pushPatiently(shortTalk(), { title: 'Crash' });
    killedOften = id;
    const withTranscript = { transcription: { enable_transcription: true } };
    expect((await client.ask(id, 'run', { processing_config: withTranscript })).ok).toBe(true);
    const { recording } = await client.waitReady(id, 240_000);
    expect(recording).toMatchObject({ status: 'READY', failed: false });
    expect(await readdir(system.outputDir)).toHaveLength(1);
    const events = await client.runEvents(id);
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
  const untilRegistered = (count: number): Promise<readonly RecordingView[]> =>
    until(
      async () => {
        const all = await client.list();
        return all.length === count ? all : undefined;
      },
      { what: 'the recording of the killed gateway' },
    );

  const registerSmall = async (title: string): Promise<string> => {
    const answer = await client.push(new Blob([title]), { title });
    expect(answer.status).toBe(202);
    return ((await answer.json()) as RecordingView).id;
  };
  const bulk = async (path: string, body?: object): Promise<BulkCommand> => {
    const answer = await client.request(`/api/v1${path}`, {
      method: body === undefined && !path.endsWith('/execute') ? 'GET' : 'POST',
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`);
    return (await answer.json()) as BulkCommand;
  };
  const untilState = (id: string, state: string): Promise<BulkCommand> =>
    until(
      async () => {
        const current = await bulk(`/bulk/${id}`);
        return current.state === state ? current : undefined;
      },
      { timeout: 90_000, what: `the state ${state} of the bulk command` },
    );

  it.each(INTAKE_POINTS)(
    'a gateway killed at %s has registered the recording once, and it becomes READY without the client',
    async (point) => {
      const { crashes } = system.service('gateway');
      const known = new Set((await client.list()).map(({ id }) => id));
      const request = { title: point, run: true, key: point, allowDuplicate: true };
      await system.arm(kills([point]));
      await expect(client.push(shortTalk(), request)).rejects.toThrow();
      const found = (await untilRegistered(known.size + 1)).find(({ id }) => !known.has(id));
      const { recording } = await client.waitReady(found?.id ?? '', 120_000);
      expect(recording).toMatchObject({ status: 'READY', failed: false });
      expect((await client.pushPatiently(shortTalk(), request)).id).toBe(recording.id);
      expect(await client.list()).toHaveLength(known.size + 1);
      expect(eventsOf(await client.events(recording.id), 'RunStarted')).toHaveLength(1);
      expect(system.service('gateway').crashes).toBe(crashes + 1);
    },
    240_000,
  );

  it('a projector killed before or after its commit continues where its tables end', async () => {
    expect(system.service('status-projector').crashes).toBeGreaterThanOrEqual(2);
    for (const { id } of await client.list()) {
      const events = await client.runEvents(id);
      expect(new Set(events.map((event) => JSON.stringify(event))).size).toBe(events.length);
      // Without a transcript, the steps are DOWNLOAD, TRIM and the delivery.
      expect(eventsOf(events, 'StepCompleted')).toHaveLength(id === killedOften ? 3 + FURTHER_STAGES.length : 3);
    }
  });

  it('a gateway killed in the middle of a bulk command continues it, and changes no item twice', async () => {
    await system.arm(kills(BULK_POINTS));
    const { crashes } = system.service('gateway');
    const ids = await Promise.all(Array.from({ length: 70 }, (_, nth) => registerSmall(`Bulk ${String(nth)}`)));
    const { id } = await bulk('/recordings/bulk/preview', { action: 'tag', recording_ids: ids, add_tags: ['exam'] });
    await untilState(id, 'previewed');
    // The kill may come before the answer.
    await bulk(`/bulk/${id}/execute`).catch(() => undefined);
    expect(await untilState(id, 'done')).toMatchObject({
      done: 70,
      outcome_totals: { changed: 70 },
      changed_since_preview: 0,
    });
    expect(system.service('gateway').crashes).toBe(crashes + 1);
    for (const each of ids) expect(eventsOf(await client.events(each), 'AssetDescribed')).toHaveLength(1);
  }, 240_000);

  it('a gateway killed after it listed, stored or registered a file of a source brings each file once, and moves it', async () => {
    const { inboxDir } = system;
    const names = ['Algebra', 'Botany', 'Cooking'];
    for (const name of names) await writeFile(join(inboxDir, `${name}.mp4`), `the bytes of ${name}`);
    const known = new Set((await client.list()).map(({ id }) => id));
    await system.arm(kills(SOURCE_POINTS));
    const { crashes } = system.service('gateway');
    const settings = { folder: 'inbox', settle_seconds: 1, after: 'move' };
    const answer = await client.request('/api/v1/sources', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Lectures', type: 'folder', settings, interval_minutes: 1 }),
    });
    expect(answer.status).toBe(201);
    await until(async () => (await readdir(join(inboxDir, 'Imported'))).length === names.length, {
      timeout: 180_000,
      what: 'the move of the files',
    });
    expect(system.service('gateway').crashes).toBe(crashes + SOURCE_POINTS.length);
    const brought = await until(async () => {
      const found = (await client.list()).filter(({ id }) => !known.has(id));
      return found.length >= names.length ? found : undefined;
    });
    expect(brought.map(({ title }) => title).sort()).toEqual(names);
    for (const { id } of brought) expect(eventsOf(await client.events(id), 'AssetRegistered')).toHaveLength(1);
  }, 240_000);
});

/** A worker sleeps during its attempt, another process takes over, and the sleeper wakes when all is done. */
describe('workers that sleep past their lease', () => {
  it('leave one result and one object, and their late results are recorded as late', async () => {
    const before = await readdir(system.outputDir);
    for (const { service } of SLEEPS) await system.arm(sleepsOf(service));
    const { id } = await client.pushPatiently(shortTalk(), { title: 'Sleeper', run: true, allowDuplicate: true });
    for (const { service } of SLEEPS) {
      await until(() => isStopped(system.service(service).pid), { what: `a sleeping ${service}` });
      await system.service(service, 1).start();
    }
    const { recording } = await client.waitReady(id, 120_000);
    expect(recording).toMatchObject({ status: 'READY', failed: false });
    for (const { service } of SLEEPS) system.service(service).signal('SIGCONT');
    const countEvents = async (type: string, step: string): Promise<number> =>
      (await client.events(id)).filter((event) => event.type === type && event.step === step).length;
    for (const { step } of SLEEPS) {
      await until(async () => (await countEvents('LateResultIgnored', step)) > 0, {
        what: `the record of the late result of ${step}`,
      });
      expect([step, await countEvents('StepCompleted', step)]).toEqual([step, 1]);
      expect([step, await countEvents('StepInterrupted', step)]).toEqual([step, 1]);
    }
    expect((await client.get(id)).status).toBe('READY');
    expect(await readdir(system.outputDir)).toHaveLength(before.length + 1);
  }, 240_000);
});

/** Reads state `T` of proc(5): stopped by a signal. */
async function isStopped(pid: number): Promise<boolean> {
  // ps fails for a process that has ended.
  const { stdout } = await promisify(execFile)('ps', ['-o', 'stat=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.trim().startsWith('T');
}
