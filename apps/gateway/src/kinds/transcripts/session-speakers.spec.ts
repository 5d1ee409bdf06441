import { SessionHarness } from '../../testing/session-harness.js';
import type { TranscriptAnswer } from './transcript-answers.js';

const SPEAKERS = {
  speakers: [{ id: 'S1' }],
  segments: [{ id: 0, start: 0, end: 1.5, text: 'hello there', confidence: 0.9, speaker: 'S1' }],
};

describe('the transcript of a session', () => {
  let room: SessionHarness;
  let id: string;
  beforeAll(async () => {
    room = await SessionHarness.open();
  });
  afterAll(() => room.gateway.close());
  beforeEach(async () => {
    id = (await room.create()).session_id;
    await room.begin(id);
  });

  const read = (token = room.gateway.token) => room.send('GET', `/${id}/transcript`, { token });
  const name = (speaker: string, given: string, ifMatch = '*', token = room.gateway.token) =>
    room.send('PUT', `/${id}/transcript/speakers/${speaker}`, { body: { name: given }, ifMatch, token });
  const download = async (format: string): Promise<string> => (await room.send('GET', `/${id}/download?format=${format}`)).body;

  it('does not exist before the session is completed, and cannot be changed', async () => {
    expect((await read()).json()).toMatchObject({ status: 404, code: 'no-transcript' });
    expect((await name('S1', 'Anna')).json()).toMatchObject({ status: 409, code: 'transcribing' });
  });

  it('has the speakers, whose names are in every download from then on', async () => {
    await room.finish(id, SPEAKERS);
    await room.projected(id);
    const before = await read();
    expect(before.json()).toMatchObject({ speakers: [{ id: 'S1', label: 'Speaker 1', name: null }], topics: [] });
    const named = await name('S1', 'Anna', String(before.headers['etag']));
    expect(named.json()).toMatchObject({ basis: before.json<TranscriptAnswer>().version, corrected_by: room.gateway.owner });
    await room.projected(id);
    expect((await read()).json()).toMatchObject({ speakers: [{ label: 'Anna', name: 'Anna' }], current: true });
    for (const format of ['txt', 'srt', 'vtt', 'json']) expect(await download(format)).toContain('Anna');
    expect(await room.status(id)).toMatchObject({ status: 'completed', progress: 100, allowed: ['download'] });
  });

  it('is named only by people who may change it, and at the version that they have read', async () => {
    await room.finish(id, SPEAKERS);
    await room.projected(id);
    expect((await name('S7', 'Anna')).json()).toMatchObject({ status: 404, code: 'no-such-speaker' });
    expect((await name('S1', 'Anna', '"0000000000000000"')).json()).toMatchObject({ code: 'transcript-changed' });
    expect((await name('S1', 'Anna', '*', await room.gateway.tokenFor(['read'], room.gateway.owner))).statusCode).toBe(403);
    const stranger = await room.gateway.tokenFor(['write']);
    expect((await name('S1', 'Anna', '*', stranger)).statusCode).toBe(404);
    expect((await read(stranger)).statusCode).toBe(404);
  });
});
