import { openAsBlob } from 'node:fs';
import { startSystem, until, type System } from '@throughline/stack/testing';
import { shortTalk } from './media.js';
import { RecordingsClient, type RecordingView } from './recordings-client.js';

const TERM_MS = 5_000;
/** Longer than a restart of two services takes on a busy machine, so that the step is still running after it. */
const STEP_MS = 40_000;
/** The default of `TL_MEDIA_CONCURRENCY`. */
const MEDIA_PLACES = 2;
const STEPS = Array.from({ length: 19 }, (_, index) => (index + 1) / 20);

interface Stage {
  readonly stage_type: string;
  readonly status: string;
  readonly attempt: number;
  readonly progress: number | null;
  readonly queue_position: number | null;
}
interface RecordingAnswer extends Omit<RecordingView, 'processing_stages'> {
  readonly processing_stages: readonly Stage[];
  readonly progress: number | null;
  readonly eta: { readonly from: string | null; readonly to: string; readonly basis: string; readonly samples: number } | null;
  readonly queue_position: number | null;
  readonly eta_reason: string | null;
}
interface Session {
  readonly session_id: string;
  readonly status: string;
  readonly progress: number;
  readonly message: string;
  readonly estimated_completion: string | null;
}

const QUEUED = {
  step: 'TRIM',
  for: 'queue',
  message: expect.stringMatching(/^Waits for a worker in the queue media: place \d of \d\.$/) as string,
};

const isAscending = (values: readonly number[]): boolean => values.every((value, index) => value >= (values[index - 1] ?? 0));

describe('progress while everything is restarted (PRG-06, PRG-09, PRG-12, PRG-13)', () => {
  let system: System;
  let client: RecordingsClient;
  beforeAll(async () => {
    system = await startSystem({ simulation: true, leaseTermMs: TERM_MS, ackWaitMs: 1_500 });
    client = new RecordingsClient(system.url, system.token);
  }, 120_000);
  afterAll(() => system.close(), 60_000);

  /** Returns undefined while the gateway does not answer. */
  const ask = async <T>(path: string): Promise<T | undefined> => {
    const answer = await client.request(path).catch(() => undefined);
    return answer?.status === 200 ? ((await answer.json()) as T) : undefined;
  };
  /** Returns the first data of a stream. */
  const readSnapshot = async <T>(path: string): Promise<T> => {
    const { body } = await client.request(path, { headers: { accept: 'text/event-stream' } });
    let received = '';
    for await (const chunk of body ?? []) {
      received += Buffer.from(chunk).toString();
      const data = /^data: (.*)\n/m.exec(received)?.[1];
      if (data !== undefined) return JSON.parse(data) as T;
    }
    throw new Error(`${path} has ended without data`);
  };
  /** Polls until `done`, and collects every answer in `seen`. */
  const watch = async <T>(path: string, seen: T[], done: (item: T) => boolean): Promise<void> => {
    await until(
      async () => {
        const item = await ask<T>(path);
        if (item !== undefined) seen.push(item);
        return item !== undefined && done(item);
      },
      { timeout: 180_000, interval: 40, what: `progress at ${path}` },
    );
  };
  const restartGateway = async (): Promise<void> => {
    await system.service('gateway').kill();
    await system.service('gateway').start();
  };
  const restartBroker = async (): Promise<void> => {
    await system.nats.kill();
    await system.nats.restart();
  };
  const stageOf = (item: RecordingAnswer, type: string): Stage | undefined =>
    item.processing_stages.find(({ stage_type }) => stage_type === type);

  const fractionsByAttempt = (seen: readonly RecordingAnswer[]): ReadonlyMap<number, readonly number[]> => {
    const attempts = new Map<number, number[]>();
    for (const item of seen) {
      const stage = stageOf(item, 'TRIM');
      if (stage?.status !== 'IN_PROGRESS' || stage.progress === null) continue;
      attempts.set(stage.attempt, [...(attempts.get(stage.attempt) ?? []), stage.progress]);
    }
    return attempts;
  };

  it('never decreases within an attempt, reaches 100 % only at its end, and keeps the value of a lost worker', async () => {
    const { id } = await client.simulate({ simulation: { TRIM: { takes_ms: STEP_MS, progress: STEPS } } });
    const path = `/api/v1/recordings/${id}`;
    const seen: RecordingAnswer[] = [];
    const reaches =
      (fraction: number) =>
      (item: RecordingAnswer): boolean =>
        (stageOf(item, 'TRIM')?.progress ?? 0) >= fraction;
    await watch(path, seen, reaches(0.2));
    await restartGateway();
    await watch(path, seen, reaches(0.4));
    await restartBroker();
    await watch(path, seen, reaches(0.55));
    await system.service('processing').kill();
    await system.service('processing').start();
    await watch(path, seen, (item) => (stageOf(item, 'TRIM')?.attempt ?? 0) > 1);
    await watch(path, seen, ({ run }) => run?.active === false);

    const attempts = fractionsByAttempt(seen);
    const unfinished = seen.filter((item) => stageOf(item, 'TRIM')?.status !== 'COMPLETED');
    expect(unfinished.every((item) => (stageOf(item, 'TRIM')?.progress ?? 0) < 1)).toBe(true);
    expect(seen.filter(({ run }) => run?.active === true).every(({ progress }) => (progress ?? 0) < 1)).toBe(true);
    expect(attempts.size).toBeGreaterThanOrEqual(2);
    for (const fractions of attempts.values()) expect(isAscending(fractions)).toBe(true);
    const lost = (await client.events(id)).find(({ type }) => type === 'StepInterrupted');
    expect(lost?.detail['progress']).toBeGreaterThanOrEqual(Math.max(...(attempts.get(1) ?? [1])));
    expect(seen.at(-1)).toMatchObject({ progress: 1, eta: null, eta_reason: null });
    const etas = seen.flatMap(({ eta }) => eta ?? []);
    expect(etas.every(({ from, to }) => Date.parse(to) >= Date.parse(from ?? to))).toBe(true);
  }, 180_000);

  it('of a session continues after every restart, up to its transcript', async () => {
    const form = new FormData();
    form.set('title', 'A session');
    form.set('processing_config', JSON.stringify({ simulation: { TRANSCRIBE: { takes_ms: STEP_MS, progress: STEPS } } }));
    form.set('run', 'true');
    form.set('file', await openAsBlob(shortTalk()), 'talk.mp4');
    const made = (await (await client.request('/api/v1/sessions', { method: 'POST', body: form })).json()) as Session;
    const path = `/api/v1/sessions/${made.session_id}/status`;
    const seen: Session[] = [];
    const reaches =
      (percent: number) =>
      ({ progress }: Session): boolean =>
        progress >= percent;
    await watch(path, seen, reaches(15));
    await restartGateway();
    await watch(path, seen, reaches(40));
    expect(seen.at(-1)).toMatchObject({ status: 'processing', message: 'Processing audio...' });
    expect(Date.parse(seen.at(-1)?.estimated_completion ?? '')).toBeGreaterThanOrEqual(Date.now() - 60_000);
    await system.service('processing').kill();
    await restartBroker();
    await system.service('processing').start();
    await watch(path, seen, ({ status }) => status === 'completed' || status === 'failed');

    const fractions = seen.map(({ progress }) => progress);
    expect(fractions).toEqual([...fractions].sort((one, other) => one - other));
    expect(seen.filter(({ status }) => status !== 'completed').every(({ progress }) => progress < 100)).toBe(true);
    expect(seen.at(-1)).toMatchObject({ status: 'completed', progress: 100, message: 'Transcription complete!' });
    const text = await client.request(`/api/v1/sessions/${made.session_id}/download?format=srt`);
    expect([text.status, text.headers.get('content-disposition')]).toEqual([200, 'attachment; filename="transcript.srt"']);
    expect(await text.text()).toContain('-->');
  }, 180_000);

  it('has an ETA from earlier runs, and a queue position (U3)', async () => {
    const before = await Promise.all(
      Array.from({ length: 5 }, () => client.simulate({ simulation: { TRIM: { takes_ms: 300 } } })),
    );
    for (const { id } of before) await watch<RecordingAnswer>(`/api/v1/recordings/${id}`, [], ({ run }) => run?.active === false);
    // The gateway rereads its history every minute, and at startup.
    await restartGateway();
    // These runs hold both places of the lane until they are cancelled, however long the others take to queue behind them.
    const hanging = { simulation: { TRIM: { faults: [{ do: 'hang' }] } } };
    const holders = await Promise.all(Array.from({ length: MEDIA_PLACES }, () => client.simulate(hanging)));
    const trimOf = (item: RecordingAnswer): Stage | undefined => stageOf(item, 'TRIM');
    for (const { id } of holders)
      await watch<RecordingAnswer>(`/api/v1/recordings/${id}`, [], (item) => trimOf(item)?.status === 'IN_PROGRESS');
    const slower = { simulation: { TRIM: { takes_ms: 1_000 } } };
    const crowd = await Promise.all(Array.from({ length: 3 }, () => client.simulate(slower)));
    const seen = new Map(crowd.map(({ id }) => [id, [] as RecordingAnswer[]]));
    const watchCrowd = (done: (item: RecordingAnswer) => boolean): Promise<unknown> =>
      Promise.all(crowd.map(({ id }) => watch<RecordingAnswer>(`/api/v1/recordings/${id}`, seen.get(id) ?? [], done)));
    // On a busy machine the holders are soon overdue, and then nobody behind them has an ETA.
    await watchCrowd((item) => typeof trimOf(item)?.queue_position === 'number');
    // Each of them names the queue and the place: the item, the list and the push.
    const isOfCrowd = ({ id }: RecordingAnswer): boolean => crowd.some((each) => each.id === id);
    const listed = await ask<{ items: readonly RecordingAnswer[] }>('/api/v1/recordings?limit=10');
    const pushed = await readSnapshot<{ items: readonly RecordingAnswer[] }>('/api/v1/me/stream');
    for (const items of [[...seen.values()].flatMap((answers) => answers.at(-1) ?? []), listed?.items ?? [], pushed.items])
      expect(items.filter(isOfCrowd).map(({ status, waiting_for }) => [status, waiting_for])).toMatchObject(
        crowd.map(() => ['DOWNLOADED', [QUEUED]]),
      );
    for (const { id } of holders) expect((await client.ask(id, 'cancel')).status).toBe(200);
    await watchCrowd(({ run }) => run?.active === false);
    const all = [...seen.values()];
    // On a busy machine a recording also waits for its download, in another queue.
    const trims = all.map((items) => items.map(trimOf));
    const places = trims.map((stages) => stages.flatMap((stage) => stage?.queue_position ?? []));
    // A queue position only improves.
    for (const positions of places) expect(isAscending([...positions].reverse())).toBe(true);
    expect(Math.max(...places.flat())).toBeGreaterThan(1);
    const etas = all.flat().flatMap(({ eta }) => eta ?? []);
    expect(etas.some(({ basis, samples }) => basis === 'history' && samples >= 5)).toBe(true);
    expect(all.map((items) => items.at(-1)?.eta)).toEqual(crowd.map(() => null));
  }, 180_000);
});
