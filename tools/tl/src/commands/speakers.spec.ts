import { EXIT } from '../exit.js';
import { StubServer, problem } from '#testing/stub-server.js';

const ID = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';
const at = (kind: string): string => `/api/v1/${kind}/${ID}/transcript`;
const transcript = {
  version: '9f86d081884c7d65',
  no_speech: false,
  dropped: [],
  speakers: [
    { id: 'S1', label: 'Speaker 1', name: null },
    { id: 'S2', label: 'Anna', name: 'Anna' },
  ],
  segments: [{ id: 0, start: 0, end: 1.5, text: 'hello there', speaker: 'S2' }],
};
const saved = { body: { version: '5f70a1c4e2b98d36', outdated_outputs: [] } };

describe('the transcript in tl', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it.each(['recordings', 'sessions'])('is read from %s, with the names of the speakers', async (kind) => {
    server.prepare({ [`GET ${at(kind)}`]: { body: transcript } });
    const { code, out } = await server.tl('transcript', ID);
    expect([code, out]).toEqual([EXIT.done, expect.stringMatching(/Anna +hello there/)]);
  });

  it('says that it is of an earlier run', async () => {
    server.prepare({ [`GET ${at('recordings')}`]: { body: { ...transcript, earlier_run: true } } });
    expect((await server.tl('transcript', ID)).err).toContain('This is the transcript of an earlier run');
  });

  it.each(['recordings', 'sessions'])('names a speaker of %s at the version that was read', async (kind) => {
    server.prepare({ [`GET ${at(kind)}`]: { body: transcript }, [`PUT ${at(kind)}/speakers/S2`]: saved });
    expect(await server.tl('name-speaker', ID, 'Anna', 'Bo')).toMatchObject({ code: EXIT.done, out: '5f70a1c4e2b98d36\n' });
    expect(server.changes.at(-1)).toMatchObject({ body: { name: 'Bo' }, headers: { 'if-match': '"9f86d081884c7d65"' } });
  });

  it.each(['recordings', 'sessions'])('is read from %s while it grows, with the time up to which it goes', async (kind) => {
    const soFar = {
      partial: true,
      broken_off: false,
      up_to: 722.4,
      duration: 1841,
      segments: [{ start: 0, end: 1.5, text: 'hello there' }],
    };
    server.prepare({ [`GET ${at(kind)}/so-far`]: { body: soFar } });
    const { code, out, err } = await server.tl('transcript', ID, '--so-far');
    expect([code, out]).toEqual([EXIT.done, '00:00:00.000  00:00:01.500  hello there\n']);
    expect(err).toContain('So far: transcribed up to 00:12:02.400 of 00:30:41.000. The finished transcript may differ.');
  });

  it('is read up to the place where the transcription has failed', async () => {
    const soFar = { partial: true, broken_off: true, up_to: 722.4, duration: 1841, segments: [] };
    server.prepare({ [`GET ${at('recordings')}/so-far`]: { body: soFar } });
    expect((await server.tl('transcript', ID, '--so-far')).err).toContain(
      'So far: transcribed up to 00:12:02.400 of 00:30:41.000. The transcription has failed there.',
    );
  });

  it('has no words before the first are transcribed', async () => {
    server.prepare({
      [`GET ${at('recordings')}/so-far`]: { body: { partial: true, broken_off: false, up_to: 0, duration: null, segments: [] } },
    });
    const { code, out, err } = await server.tl('transcript', ID, '--so-far');
    expect([code, out.trim()]).toEqual([EXIT.done, '']);
    expect(err).toContain('So far: no words yet');
  });

  it('says that nothing is being transcribed', async () => {
    server.prepare({
      [`GET ${at('recordings')}/so-far`]: { body: { partial: false, broken_off: false, up_to: 0, duration: null, segments: [] } },
    });
    const { code, err } = await server.tl('transcript', ID, '--so-far');
    expect([code, err.trim()]).toEqual([EXIT.done, `Nothing is being transcribed. The transcript: tl transcript ${ID}`]);
  });

  it('says that a recording has none, without looking for a session', async () => {
    server.prepare({ [`GET ${at('recordings')}`]: problem(404, 'no-transcript', 'There is no transcript.') });
    expect(await server.tl('transcript', ID)).toMatchObject({
      code: EXIT.refused,
      err: expect.stringContaining('There is no transcript.') as string,
    });
    expect(server.lines).toEqual([`GET ${at('recordings')}`]);
  });
});
