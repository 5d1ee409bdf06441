import { TRANSCRIBE, newId } from '@throughline/contracts';
import { HOUR_S, SessionRoom } from '../testing/session-room.js';
import type { SessionItem } from './session-view.js';

describe('sessions', () => {
  let room: SessionRoom;
  beforeEach(async () => {
    room = await SessionRoom.open();
  });
  afterEach(() => room.gateway.close());

  it('PRG-03, API-14: begin at once, and tell of themselves in the fields of the sources', async () => {
    const made = await room.create();
    expect(await room.status(made.session_id)).toEqual({
      session_id: made.session_id,
      status: 'pending',
      terminal: false,
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
      deleted_at: null,
      expires_at: null,
      expired_at: null,
      erased_at: null,
      allowed_actions: expect.any(Array),
    });
  });

  it('PRG-05, PRG-07: an hour of audio is said to take four, and after half an hour at that speed three and a half more', async () => {
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

  it('PRG-08, PRG-10: have a transcript when they are completed, in every form', async () => {
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

  it('PRG-02, PRG-09, PRG-10, PRG-18: stay where they failed, say why, and are tried again from there', async () => {
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

  it('are tried again where no engine was there', async () => {
    const { session_id: id } = await room.create();
    const attemptId = await room.begin(id);
    const meta = { commandId: newId(), actor: { kind: 'service', id: 'spec' }, correlationId: 'spec' } as const;
    const skip = { type: 'SkipStep', step: TRANSCRIBE, attemptId, reason: 'no_engine', now: room.clock.toISOString() } as const;
    await room.gateway.ports.commands.execute(id, skip, meta);
    expect(await room.status(id)).toMatchObject({ status: 'failed', failed_reason: 'no_engine', retryable: true });
    expect((await room.send('POST', `/${id}/retry`)).json()).toMatchObject({ status: 'processing' });
  });

  it('PRG-14: go on independently of each other', async () => {
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

  it('are nobody else’s, and no recordings', async () => {
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

  it('come of the same file as often as it is sent', async () => {
    const [first, second] = [await room.create('the very same bytes'), await room.create('the very same bytes')];
    expect(second.session_id).not.toBe(first.session_id);
  });
});
