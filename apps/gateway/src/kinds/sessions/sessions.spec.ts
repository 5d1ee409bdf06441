import { TRANSCRIBE, newId } from '@throughline/contracts';
import { systemClock } from '@throughline/messaging';
import { until } from '@throughline/stack/testing';
import type { QueuedTranscription } from '../../items/estimates/forecast-rows.js';
import { HOUR_S, SessionHarness } from '../../testing/session-harness.js';
import { completeStep, currentAttemptId, startStep } from '../../testing/work-through.js';
import { WorkerRegistry } from '../../workers/worker-registry.js';
import type { SessionItem } from './session-view.js';

describe('sessions', () => {
  let room: SessionHarness;
  const renew = SessionHarness.renewed();
  beforeEach(async () => {
    room = await renew();
  });

  it('PRG-03, API-14: begin at once, with the status fields of the requirements', async () => {
    const made = await room.create();
    expect(await room.status(made.session_id)).toEqual({
      session_id: made.session_id,
      status: 'pending',
      terminal: false,
      progress: 0,
      estimated_completion: null,
      started_at: null,
      message: 'Waiting to be processed...',
      queue_position: null,
      queue_length: null,
      duration_processed: null,
      duration_total: null,
      allowed: [],
      title: 'A talk',
      audio_filename: 'talk.mp3',
      transcription_job_id: null,
      failed_reason: null,
      previews: expect.objectContaining({ state: 'none' }) as object,
      retryable: null,
      processing_duration: null,
      speed: null,
      created_at: expect.any(String),
      updated_at: expect.any(String),
      revision: made.revision,
      stalled: false,
      deleted_at: null,
      expires_at: null,
      expired_at: null,
      erased_at: null,
      allowed_actions: expect.any(Array),
    });
  });

  it('PRG-05, PRG-07: estimate four hours for an hour of audio, and three and a half more after half an hour at that speed', async () => {
    const { session_id: id } = await room.create();
    const attemptId = await room.begin(id);
    const began = Date.parse((await room.status(id)).started_at ?? '');
    room.clock = new Date(began);
    expect(Date.parse((await room.status(id)).estimated_completion ?? '') - began).toBe(4 * HOUR_S * 1_000);
    room.later(30);
    room.work(id, attemptId, 30 / 240);
    const seen = await room.status(id);
    expect(seen).toMatchObject({
      status: 'processing',
      message: 'Processing audio...',
      duration_processed: 450,
      duration_total: 3_600,
    });
    expect(seen.progress).toBeGreaterThanOrEqual(12);
    expect(seen.progress).toBeLessThanOrEqual(15);
    expect((Date.parse(seen.estimated_completion ?? '') - room.clock.getTime()) / 3_600_000).toBeCloseTo(3.5, 5);
  });

  it('PRG-07, PRG-20: do not estimate 13 hours before the worker reports, and update the estimate with its heartbeats', async () => {
    const { session_id: id } = await room.create();
    const attemptId = await room.begin(id);
    const began = Date.parse((await room.status(id)).started_at ?? '');
    room.clock = new Date(began + 2_000);
    expect(Date.parse((await room.status(id)).estimated_completion ?? '') - began).toBe(4 * HOUR_S * 1_000);
    room.later(30);
    room.work(id, attemptId, 30 / 240);
    const heardAt = room.clock.toISOString();
    room.later(1);
    expect((await room.status(id)).updated_at).toBe(heardAt);
  });

  it('PRG-08, PRG-10: have a transcript in every format once completed', async () => {
    const { session_id: id } = await room.create();
    await room.begin(id);
    expect((await room.send('GET', `/${id}/download`)).json()).toMatchObject({ status: 409, code: 'refused' });
    await room.finish(id);
    const done = await room.status(id);
    expect(done).toMatchObject({ status: 'completed', progress: 100, message: 'Transcription complete!', allowed: ['download'] });
    expect(typeof done.processing_duration).toBe('number');
    const forms = await Promise.all(
      ['txt', 'srt', 'vtt', 'json'].map((format) => room.send('GET', `/${id}/download?format=${format}`)),
    );
    expect(forms.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    expect(forms.map(({ headers }) => headers['content-disposition'])).toEqual(
      ['txt', 'srt', 'vtt', 'json'].map((format) => `attachment; filename="transcript.${format}"`),
    );
    for (const { body } of forms) expect(body.toLowerCase()).toContain('hello');
    expect(forms[1]?.body).toContain('00:00:00,000 --> ');
    expect((await room.send('GET', `/${id}/download?format=doc`)).statusCode).toBe(400);
  });

  it('PRG-02, PRG-09, PRG-10, PRG-18: stay at the failed step with its reason, and are retried from there', async () => {
    const { session_id: id } = await room.create();
    await room.begin(id, 0.5);
    room.later(60);
    const before = await room.status(id);
    await room.fail(id);
    const failed = await room.status(id);
    expect(failed).toMatchObject({
      status: 'failed',
      progress: before.progress,
      message: 'Processing failed. Please try again.',
      allowed: ['retry', 'upload'],
      failed_reason: 'the engine broke',
      retryable: false,
      estimated_completion: null,
    });
    room.later(60);
    expect((await room.status(id)).progress).toBe(failed.progress);
    const again = await room.send('POST', `/${id}/retry`, { key: 'again' });
    expect([again.statusCode, again.json<SessionItem>().status]).toEqual([202, 'processing']);
    expect((await room.send('POST', `/${id}/retry`, { key: 'again' })).headers['idempotency-replayed']).toBe('true');
    expect((await room.send('POST', `/${id}/retry`)).json()).toMatchObject({ status: 409, code: 'refused' });
    await room.beginAgain(id);
    await room.finish(id);
    expect((await room.send('POST', `/${id}/retry`)).json()).toMatchObject({ status: 409, code: 'refused' });
  });

  it('can be retried if no engine was available', async () => {
    const { session_id: id } = await room.create();
    const attemptId = await room.begin(id);
    const meta = { commandId: newId(), actor: { kind: 'service', id: 'spec' }, correlationId: 'spec' } as const;
    const skip = { type: 'SkipStep', step: TRANSCRIBE, attemptId, reason: 'no_engine', now: room.clock.toISOString() } as const;
    await room.gateway.ports.commands.execute(id, skip, meta);
    expect(await room.status(id)).toMatchObject({
      status: 'failed',
      failed_reason: expect.stringContaining('`npx tl engine fetch`') as string,
      retryable: true,
    });
    expect((await room.send('POST', `/${id}/retry`)).json()).toMatchObject({ status: 'processing' });
  });

  it('PRG-14: progress independently of each other', async () => {
    const ids = (await Promise.all([room.create(), room.create(), room.create()])).map(({ session_id }) => session_id);
    const [one = '', two = '', three = ''] = ids;
    await room.begin(one, 0.2);
    await room.begin(two, 0.6);
    await room.begin(three, 0.9);
    room.later(1);
    await room.finish(three);
    const seen = await Promise.all(ids.map((id) => room.status(id)));
    expect(seen.map((each) => each.status)).toEqual(['processing', 'processing', 'completed']);
    expect(new Set(seen.map(({ progress }) => progress)).size).toBe(3);
    expect(new Set(seen.map(({ estimated_completion }) => estimated_completion)).size).toBe(3);
    const { items } = (await room.send('GET', '')).json<{ items: SessionItem[] }>();
    expect(items.map(({ session_id }) => session_id).sort()).toEqual([...ids].sort());
    const done = (await room.send('GET', '?status=completed')).json<{ items: SessionItem[] }>();
    expect(done.items.map(({ session_id }) => session_id)).toEqual([three]);
  });

  it('are hidden from other users, and are not recordings', async () => {
    const { session_id: id } = await room.create();
    const token = await room.gateway.tokenFor(['read', 'write']);
    for (const path of [`/${id}`, `/${id}/status`, `/${id}/download`])
      expect((await room.send('GET', path, { token })).statusCode).toBe(404);
    expect((await room.send('POST', `/${id}/retry`, { token })).statusCode).toBe(404);
    expect((await room.send('GET', `/${newId()}/status`)).statusCode).toBe(404);
    const headers = { authorization: `Bearer ${room.gateway.token}` };
    for (const path of [`/${id}`, `/${id}/explain`, `/${id}/artifacts`, `/${id}/events`])
      expect((await room.gateway.app.inject({ url: `/api/v1/recordings${path}`, headers })).statusCode).toBe(404);
    expect((await room.gateway.app.inject({ url: '/api/v1/recordings', headers })).json()).toMatchObject({ items: [] });
  });

  it('are created as often as the same file is sent', async () => {
    const [first, second] = [await room.create('the very same bytes'), await room.create('the very same bytes')];
    expect(second.session_id).not.toBe(first.session_id);
  });
});

describe('a session that waits for another one', () => {
  const transcriptions: QueuedTranscription[] = [];
  const workers = new WorkerRegistry(systemClock, 600_000);
  workers.listening();
  workers.record({
    v: 1,
    service: 'processing',
    worker: 'spec',
    lanes: [{ lane: 'speech', concurrency: 1, busy: 1 }],
    everyMs: 600_000,
  });
  let room: SessionHarness;
  beforeAll(async () => {
    const queued = (): QueuedTranscription[] => transcriptions.filter(({ startedAt }) => startedAt === null);
    room = await SessionHarness.open({
      workers,
      forecastRows: {
        durations: () => Promise.resolve(new Map()),
        places: () =>
          Promise.resolve(
            new Map(queued().map(({ attemptId }, at) => [attemptId, { position: at + 1, length: queued().length }])),
          ),
        running: () => Promise.resolve([]),
        transcriptions: () => Promise.resolve(transcriptions),
      },
    });
  });
  afterAll(() => room.gateway.close());

  it('shows its queue position, and a later ETA than the other one', async () => {
    const [{ session_id: first }, { session_id: second }] = [await room.create(), await room.create()];
    const attemptId = await room.begin(first);
    const startedAt = (await room.status(first)).started_at;
    room.clock = new Date(startedAt ?? '');
    // Another attempt has worked for ten of the seconds. Only the sum is shown.
    const present = { startedAt: new Date(room.clock.getTime() + 10_000).toISOString(), workedMs: 10_000, reached: 0 };
    transcriptions.push({ assetId: first, attemptId, lane: 'speech', ...present, mediaSeconds: HOUR_S });
    await startStep(room.gateway, second, 'DOWNLOAD');
    await completeStep(room.gateway, second, 'DOWNLOAD', [], { duration_seconds: 60 });
    const next = { attemptId: await currentAttemptId(room.gateway, second, TRANSCRIBE), startedAt: null, mediaSeconds: 60 };
    transcriptions.push({ assetId: second, lane: 'speech', workedMs: 0, reached: 0, ...next });
    room.later(30);
    room.work(first, attemptId, 30 / 240);
    // The gateway rereads queues once its last reading is too old.
    await until(async () => {
      const { queue_position, estimated_completion } = await room.status(second);
      return queue_position !== null && estimated_completion !== null;
    });
    const [ahead, waiting] = [await room.status(first), await room.status(second)];
    expect(waiting).toMatchObject({ queue_position: 1, queue_length: 1, message: 'Waiting in the queue, position 1 of 1...' });
    const endOf = (one: SessionItem): number => Date.parse(one.estimated_completion ?? '');
    expect(endOf(waiting) - endOf(ahead)).toBe(240_000);
  });
});
