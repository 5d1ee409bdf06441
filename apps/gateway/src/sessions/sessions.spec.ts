import { TRANSCRIBE, newId } from '@throughline/contracts';
import { renderTranscriptJson, type Transcript } from '@throughline/media';
import { formOf } from '../testing/forms.js';
import { openMemoryGateway, type MemoryGateway } from '../testing/memory-gateway.js';
import { completeStep, currentAttemptId, startStep } from '../testing/work-through.js';
import type { SessionItem } from './session-view.js';

const HOUR_S = 3_600;
const transcript: Transcript = {
  engine: 'spec',
  model: 'spec',
  language: 'en',
  durationSeconds: HOUR_S,
  quality: 'normal',
  meanConfidence: 0.9,
  notes: [],
  segments: [{ id: 0, start: 0, end: 1.5, text: 'hello there', confidence: 0.9 }],
  words: [
    { word: 'hello', start: 0, end: 0.5, confidence: 0.9 },
    { word: 'there', start: 0.6, end: 1.5, confidence: 0.9 },
  ],
};

describe('sessions', () => {
  let gateway: MemoryGateway;
  let clock: Date;
  beforeEach(async () => {
    clock = new Date();
    gateway = await openMemoryGateway({ ports: { now: () => clock } });
  });
  afterEach(() => gateway.close());

  const send = (method: 'GET' | 'POST', path: string, { token = gateway.token, key }: { token?: string; key?: string } = {}) =>
    gateway.app.inject({
      method,
      url: `/api/v1/sessions${path}`,
      headers: { authorization: `Bearer ${token}`, ...(key === undefined ? {} : { 'idempotency-key': key }) },
    });
  const status = async (id: string): Promise<SessionItem> => (await send('GET', `/${id}/status`)).json<SessionItem>();
  const create = async (bytes = newId()): Promise<SessionItem> => {
    const form = formOf({ title: 'A talk' }, { bytes, name: 'talk.mp3', type: 'audio/mpeg' });
    const response = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/sessions',
      headers: { authorization: `Bearer ${gateway.token}`, ...form.headers },
      payload: form.payload,
    });
    expect(response.statusCode).toBe(202);
    return response.json<SessionItem>();
  };
  /** Fetched, an hour long, and its transcription begun by a worker that has done a part of it. */
  const begin = async (id: string, fraction = 0): Promise<string> => {
    await startStep(gateway, id, 'DOWNLOAD');
    await completeStep(gateway, id, 'DOWNLOAD', [], { duration_seconds: HOUR_S });
    const attemptId = await startStep(gateway, id, TRANSCRIBE);
    work(id, attemptId, fraction);
    return attemptId;
  };
  const work = (assetId: string, attemptId: string, fraction: number): void => {
    const lease = {
      v: 1,
      step: TRANSCRIBE,
      worker: 'spec',
      state: 'held',
      termMs: 60_000,
      startedAt: clock.toISOString(),
    } as const;
    gateway.live.record({ ...lease, assetId, attemptId, progress: { fraction } });
  };
  const later = (minutes: number): void => {
    clock = new Date(clock.getTime() + minutes * 60_000);
  };
  const finish = async (id: string): Promise<void> => {
    const file = await gateway.artifacts.put(
      `${id}/run/transcribe/transcript.json`,
      Buffer.from(renderTranscriptJson(transcript)),
    );
    const kept = {
      role: 'transcript',
      name: 'transcript.json',
      mediaType: 'application/json',
      key: `${id}/run/transcribe/transcript.json`,
    };
    await completeStep(gateway, id, TRANSCRIBE, [{ ...kept, ...file }], { segments: 1 });
  };
  const fail = async (id: string, retryable = false): Promise<void> => {
    const attemptId = await currentAttemptId(gateway, id, TRANSCRIBE);
    const command = {
      type: 'FailStep',
      step: TRANSCRIBE,
      attemptId,
      code: 'broken',
      message: 'the engine broke',
      retryable,
    } as const;
    const meta = { commandId: newId(), actor: { kind: 'service', id: 'spec' }, correlationId: 'spec' } as const;
    await gateway.ports.commands.execute(id, { ...command, progress: 0.5, now: clock.toISOString() }, meta);
  };

  it('PRG-03, API-14: begin at once, and tell of themselves in the fields of the sources', async () => {
    const made = await create();
    expect(await status(made.session_id)).toEqual({
      session_id: made.session_id,
      status: 'pending',
      progress: 0,
      estimated_completion: null,
      started_at: null,
      message: 'Waiting to be processed...',
      duration_processed: null,
      duration_total: null,
      allowed: [],
      title: 'A talk',
      audio_filename: 'talk.mp3',
      transcription_job_id: null,
      failed_reason: null,
      retryable: null,
      processing_duration: null,
      speed: null,
      created_at: expect.any(String),
      updated_at: expect.any(String),
      revision: made.revision,
      stalled: false,
    });
  });

  it('PRG-05, PRG-07: an hour of audio is said to take four, and after half an hour at that speed three and a half more', async () => {
    const { session_id: id } = await create();
    const attemptId = await begin(id);
    const began = Date.parse((await status(id)).started_at ?? '');
    clock = new Date(began);
    expect(Date.parse((await status(id)).estimated_completion ?? '') - began).toBe(4 * HOUR_S * 1_000);
    later(30);
    work(id, attemptId, 30 / 240);
    const seen = await status(id);
    expect(seen).toMatchObject({
      status: 'processing',
      message: 'Processing audio...',
      duration_processed: 450,
      duration_total: 3_600,
    });
    expect(seen.progress).toBeGreaterThanOrEqual(12);
    expect(seen.progress).toBeLessThanOrEqual(15);
    expect((Date.parse(seen.estimated_completion ?? '') - clock.getTime()) / 3_600_000).toBeCloseTo(3.5, 5);
  });

  it('PRG-08, PRG-10: have a transcript when they are completed, in every form', async () => {
    const { session_id: id } = await create();
    await begin(id);
    expect((await send('GET', `/${id}/download`)).json()).toMatchObject({ status: 409, code: 'refused' });
    await finish(id);
    const done = await status(id);
    expect(done).toMatchObject({ status: 'completed', progress: 100, message: 'Transcription complete!', allowed: ['download'] });
    expect(typeof done.processing_duration).toBe('number');
    const forms = await Promise.all(
      ['txt', 'srt', 'vtt', 'json'].map((format) => send('GET', `/${id}/download?format=${format}`)),
    );
    expect(forms.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    expect(forms.map(({ headers }) => headers['content-disposition'])).toEqual(
      ['txt', 'srt', 'vtt', 'json'].map((format) => `attachment; filename="transcript.${format}"`),
    );
    for (const { body } of forms) expect(body.toLowerCase()).toContain('hello');
    expect(forms[1]?.body).toContain('00:00:00,000 --> ');
    expect((await send('GET', `/${id}/download?format=doc`)).statusCode).toBe(400);
  });

  it('PRG-02, PRG-09, PRG-10, PRG-18: stay where they failed, say why, and are tried again from there', async () => {
    const { session_id: id } = await create();
    await begin(id, 0.5);
    later(60);
    const before = await status(id);
    await fail(id);
    const failed = await status(id);
    expect(failed).toMatchObject({
      status: 'failed',
      progress: before.progress,
      message: 'Processing failed. Please try again.',
      allowed: ['retry', 'upload'],
      failed_reason: 'the engine broke',
      retryable: false,
      estimated_completion: null,
    });
    later(60);
    expect((await status(id)).progress).toBe(failed.progress);
    const again = await send('POST', `/${id}/retry`, { key: 'again' });
    expect([again.statusCode, again.json<SessionItem>().status]).toEqual([202, 'processing']);
    expect((await send('POST', `/${id}/retry`, { key: 'again' })).headers['idempotency-replayed']).toBe('true');
    expect((await send('POST', `/${id}/retry`)).json()).toMatchObject({ status: 409, code: 'refused' });
    await startStep(gateway, id, TRANSCRIBE);
    await finish(id);
    expect((await send('POST', `/${id}/retry`)).json()).toMatchObject({ status: 409, code: 'refused' });
  });

  it('are tried again where no engine was there', async () => {
    const { session_id: id } = await create();
    const attemptId = await begin(id);
    const meta = { commandId: newId(), actor: { kind: 'service', id: 'spec' }, correlationId: 'spec' } as const;
    const skip = { type: 'SkipStep', step: TRANSCRIBE, attemptId, reason: 'no_engine', now: clock.toISOString() } as const;
    await gateway.ports.commands.execute(id, skip, meta);
    expect(await status(id)).toMatchObject({ status: 'failed', failed_reason: 'no_engine', retryable: true });
    expect((await send('POST', `/${id}/retry`)).json()).toMatchObject({ status: 'processing' });
  });

  it('PRG-14: go on independently of each other', async () => {
    const ids = (await Promise.all([create(), create(), create()])).map(({ session_id }) => session_id);
    const [one = '', two = '', three = ''] = ids;
    await begin(one, 0.2);
    await begin(two, 0.6);
    await begin(three, 0.9);
    later(1);
    await finish(three);
    const seen = await Promise.all(ids.map(status));
    expect(seen.map((each) => each.status)).toEqual(['processing', 'processing', 'completed']);
    expect(new Set(seen.map(({ progress }) => progress)).size).toBe(3);
    expect(new Set(seen.map(({ estimated_completion }) => estimated_completion)).size).toBe(3);
    const { items } = (await send('GET', '')).json<{ items: SessionItem[] }>();
    expect(items.map(({ session_id }) => session_id).sort()).toEqual([...ids].sort());
    const done = (await send('GET', '?status=completed')).json<{ items: SessionItem[] }>();
    expect(done.items.map(({ session_id }) => session_id)).toEqual([three]);
  });

  it('are nobody else’s, and no recordings', async () => {
    const { session_id: id } = await create();
    const token = await gateway.tokenFor(['read', 'write']);
    for (const path of [`/${id}`, `/${id}/status`, `/${id}/download`])
      expect((await send('GET', path, { token })).statusCode).toBe(404);
    expect((await send('POST', `/${id}/retry`, { token })).statusCode).toBe(404);
    expect((await send('GET', `/${newId()}/status`)).statusCode).toBe(404);
    const headers = { authorization: `Bearer ${gateway.token}` };
    for (const path of [`/${id}`, `/${id}/explain`, `/${id}/artifacts`, `/${id}/events`])
      expect((await gateway.app.inject({ url: `/api/v1/recordings${path}`, headers })).statusCode).toBe(404);
    expect((await gateway.app.inject({ url: '/api/v1/recordings', headers })).json()).toMatchObject({ items: [] });
  });

  it('come of the same file as often as it is sent', async () => {
    const [first, second] = [await create('the very same bytes'), await create('the very same bytes')];
    expect(second.session_id).not.toBe(first.session_id);
  });
});
