import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSystem, until, type System } from '@throughline/stack/testing';
import { shortTalk } from './media.js';
import { RecordingsClient } from './recordings-client.js';

/** All files fit on the longest page of a list. */
const MOST_FILES = 198;
const PAIRS = { gateway: 2, ingest: 2, processing: 2, upload: 2, 'status-projector': 2 } as const;

describe('two instances of every service', () => {
  let system: System;
  let one: () => RecordingsClient;
  let two: () => RecordingsClient;
  beforeAll(async () => {
    system = await startSystem({ instances: PAIRS, leaseTermMs: 10_000, ackWaitMs: 8_000 });
    const at = (instance: number) => (): RecordingsClient =>
      new RecordingsClient(system.service('gateway', instance).url, system.token);
    [one, two] = [at(0), at(1)];
  }, 120_000);
  afterAll(() => system.close(), 60_000);

  it('register one recording for one upload that is sent to both gateways with one key', async () => {
    const answers = await Promise.all(
      [one(), two()].map((client) => client.pushPatiently(shortTalk(), { title: 'Twice', key: 'twice', run: true })),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    const { recording } = await one().waitReady(answers[0]?.id ?? '');
    expect(recording).toMatchObject({ status: 'READY', failed: false });
    expect(await one().list()).toHaveLength(1);
  }, 180_000);

  it('start one pipeline for two simultaneous runs and refuse the other', async () => {
    const answer = await one().push(shortTalk(), { title: 'Run twice', allowDuplicate: true });
    expect(answer.status).toBe(202);
    const { id } = (await answer.json()) as { id: string };
    const runs = await Promise.all([one().run(id), two().run(id)]);
    expect(runs.map(({ status }) => status).sort()).toEqual([202, 409]);
    const { recording } = await two().waitReady(id);
    expect(recording.status).toBe('READY');
    const events = await two().runEvents(id);
    expect(events.filter(({ type }) => type === 'RunStarted')).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'StepCompleted')).toHaveLength(6);
  }, 180_000);

  it('do every step of many recordings once, and make one folder for each', async () => {
    const before = (await readdir(system.outputDir)).length;
    const ids = await Promise.all(
      Array.from({ length: 4 }, async (_none, index) => {
        const client = index % 2 === 0 ? one() : two();
        const answer = await client.push(shortTalk(), { title: `Crowd ${String(index)}`, run: true, allowDuplicate: true });
        return ((await answer.json()) as { id: string }).id;
      }),
    );
    for (const id of ids) {
      const { recording } = await one().waitReady(id);
      expect(recording).toMatchObject({ status: 'READY', failed: false });
      const events = await two().runEvents(id);
      expect(events.filter(({ type }) => type === 'StepCompleted')).toHaveLength(6);
      expect(
        events.filter(({ type }) => type === 'StepInterrupted' || type === 'StepFailed' || type === 'LateResultIgnored'),
      ).toEqual([]);
    }
    expect(await readdir(system.outputDir)).toHaveLength(before + ids.length);
  }, 240_000);

  it('bring each file of a folder once, while both sync it from two sources and processes are killed', async () => {
    const { inboxDir } = system;
    const [gateway, ingest] = [system.service('gateway'), system.service('ingest')];
    const points = ['listed', 'stored', 'registered'].map((point) => `gateway.source-${point}=kill`);
    await gateway.stop();
    await gateway.start({ TL_FAILPOINT: points.join(';') });
    const [{ crashes }, crashesOfIngest] = [gateway, ingest.crashes];
    const settings = { folder: 'inbox', settle_seconds: 1, after: 'move' };
    const addSource = async (name: string): Promise<string> => {
      const body = JSON.stringify({ name, type: 'folder', settings });
      const answer = await two().request('/api/v1/sources', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      return String(((await answer.json()) as { id: number }).id);
    };
    const sources = await Promise.all(['Inbox', 'Same inbox'].map(addSource));
    // A killed gateway answers nothing, and a source that the other one has is refused.
    const syncAll = (): Promise<unknown> =>
      Promise.allSettled(
        [one(), two()].flatMap((client) => sources.map((id) => client.request(`/api/v1/sources/${id}/sync`, { method: 'POST' }))),
      );
    const names: string[] = [];
    const isMoved = async (): Promise<boolean> => {
      const moved = await readdir(join(inboxDir, 'Imported')).catch(() => []);
      return moved.length >= names.length;
    };
    await until(
      async () => {
        if (names.length < MOST_FILES && (await isMoved())) {
          const more = [0, 1, 2].map((index) => `Lecture ${String(names.length + index)}`);
          for (const name of more) await writeFile(join(inboxDir, `${name}.mp4`), `the bytes of ${name}`);
          names.push(...more);
          if (ingest.crashes === crashesOfIngest) ingest.signal('SIGKILL');
        }
        await syncAll();
        return gateway.crashes >= crashes + points.length;
      },
      { timeout: 150_000, what: 'a kill at every point' },
    );
    await until(async () => {
      await syncAll();
      return isMoved();
    });
    const brought = await until(async () => {
      const found = (await two().list(`?q=Lecture&limit=${String(MOST_FILES)}`)).filter(
        ({ title }) => title?.startsWith('Lecture') === true,
      );
      return found.length >= names.length ? found : undefined;
    });
    expect(brought.map(({ title }) => title).sort()).toEqual(names.toSorted());
    expect((await readdir(join(inboxDir, 'Imported'))).sort()).toEqual(names.map((name) => `${name}.mp4`).sort());
    for (const { id } of brought)
      expect((await two().events(id)).filter(({ type }) => type === 'AssetRegistered')).toHaveLength(1);
  }, 240_000);
});
