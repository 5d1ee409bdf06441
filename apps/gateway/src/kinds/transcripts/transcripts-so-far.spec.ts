import { attemptPrefix, soFarFileName } from '@throughline/contracts';
import { isPresent } from '@throughline/domain';
import { renderTranscriptJson } from '@throughline/media';
import { ask } from '../../testing/ask.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { aTranscript } from '../../testing/transcribed.js';
import { upload } from '../../testing/upload.js';
import { completeStep, currentAttemptId, failStep, interruptStep, startStep, workThrough } from '../../testing/work-through.js';

const TRANSCRIBE = 'TRANSCRIBE';

const NOTHING = { partial: false, broken_off: false, up_to: 0, duration: null, engine: null, language: null, segments: [] };

describe('the transcript so far', () => {
  let gateway: MemoryGateway;
  let id: string;
  const openShared = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await openShared();
    ({ id } = await upload(gateway, { fields: { title: 'A talk', run: 'true' } }));
    await workThrough(gateway, id, [TRANSCRIBE]);
    await startStep(gateway, id, TRANSCRIBE);
  });

  const read = async (headers: Record<string, string> = {}, token = gateway.token) => {
    await waitUntilProjected(gateway, id);
    return ask(gateway, `/${id}/transcript/so-far`, { method: 'GET', headers, token });
  };
  /** The folder of the current attempt. */
  const folder = async (): Promise<string> => {
    const { state } = (await gateway.ports.commands.load(id)) ?? {};
    const runId = state !== undefined && isPresent(state) ? (state.run?.runId ?? '') : '';
    return attemptPrefix({ assetId: id, runId, step: TRANSCRIBE, attemptId: await currentAttemptId(gateway, id, TRANSCRIBE) });
  };
  const store = async (upTo: number, text: string, at?: string): Promise<void> => {
    const segments = [{ id: 0, start: 0, end: upTo, text, confidence: 0.7 }];
    const content = renderTranscriptJson(aTranscript({ durationSeconds: 60, segments, words: [] }));
    await gateway.artifacts.put(`${at ?? (await folder())}/${soFarFileName(upTo)}`, Buffer.from(content));
  };

  it('has no words before the first part is stored', async () => {
    const answer = await read();
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      partial: true,
      broken_off: false,
      up_to: 0,
      duration: null,
      engine: null,
      language: null,
      segments: [],
    });
  });

  it('says that it is partial and up to which time it goes, and grows', async () => {
    await store(12.5, 'good mourning');
    const first = await read();
    expect(first.json()).toEqual({
      partial: true,
      broken_off: false,
      up_to: 12.5,
      duration: 60,
      engine: 'pocketsphinx',
      language: 'en',
      segments: [{ start: 0, end: 12.5, text: 'good mourning' }],
    });
    const etag = String(first.headers.etag);
    expect((await read({ 'if-none-match': etag })).statusCode).toBe(304);
    await store(20, 'good mourning everybody');
    expect((await read({ 'if-none-match': etag })).json()).toMatchObject({
      up_to: 20,
      segments: [{ text: 'good mourning everybody' }],
    });
  });

  it('keeps what was stored after its worker has died, until a later attempt has more', async () => {
    await store(30, 'thirty seconds');
    await interruptStep(gateway, id, TRANSCRIBE);
    expect((await read()).json()).toMatchObject({ up_to: 30 });
    await startStep(gateway, id, TRANSCRIBE);
    await store(10, 'ten');
    expect((await read()).json()).toMatchObject({ up_to: 30 });
    await store(40, 'forty');
    expect((await read()).json()).toMatchObject({ up_to: 40, segments: [{ text: 'forty' }] });
  });

  it('reads the newer file if it replaces the older one meanwhile', async () => {
    await store(12, 'good');
    const older = `${await folder()}/${soFarFileName(12)}`;
    jest.spyOn(gateway.artifacts, 'open').mockImplementationOnce(async (key, range) => {
      await store(20, 'good mourning');
      await gateway.artifacts.remove(older);
      return gateway.artifacts.open(key, range);
    });
    expect((await read()).json()).toMatchObject({ up_to: 20, segments: [{ text: 'good mourning' }] });
  });

  it('does not show files of attempts that the log does not have', async () => {
    await store(12, 'nobody', `${id}/run/TRANSCRIBE/0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11`);
    expect((await read()).json()).toMatchObject({ up_to: 0, segments: [] });
  });

  it('is no result: the transcript stays missing, and no file is listed', async () => {
    await store(12, 'good mourning');
    expect((await read()).json()).toMatchObject({ up_to: 12 });
    const transcript = await ask(gateway, `/${id}/transcript`, { method: 'GET' });
    expect([transcript.statusCode, transcript.json<{ code: string }>().code]).toEqual([404, 'no-transcript']);
    const files = await ask(gateway, `/${id}/artifacts`, { method: 'GET' });
    expect(files.body).not.toContain('so-far');
  });

  it('ends with the transcription', async () => {
    await store(12, 'good mourning');
    await completeStep(gateway, id, TRANSCRIBE);
    expect((await read()).json()).toEqual(NOTHING);
  });

  it('stays after its failure, which it tells, until the next run', async () => {
    await store(12, 'of the first run');
    const etag = String((await read()).headers.etag);
    await failStep(gateway, id, TRANSCRIBE);
    const answer = await read({ 'if-none-match': etag });
    expect(answer.json()).toMatchObject({ partial: true, broken_off: true, up_to: 12, segments: [{ text: 'of the first run' }] });
    expect((await ask(gateway, `/${id}/run`)).statusCode).toBe(202);
    expect((await read()).json()).toMatchObject({ partial: true, broken_off: false, up_to: 0, segments: [] });
  });

  it('has no words after a failure before the first line, and after a reset', async () => {
    await failStep(gateway, id, TRANSCRIBE);
    expect((await read()).json()).toEqual(NOTHING);
    await ask(gateway, `/${id}/run`);
    await startStep(gateway, id, TRANSCRIBE);
    await store(12, 'good mourning');
    await failStep(gateway, id, TRANSCRIBE);
    expect((await read()).json()).toMatchObject({ broken_off: true });
    await ask(gateway, `/${id}/reset`);
    expect((await read()).json()).toEqual(NOTHING);
  });

  it('is hidden from other people', async () => {
    const answer = await read({}, await gateway.tokenFor(['read']));
    expect(answer.statusCode).toBe(404);
    expect(answer.json<{ code: string }>().code).toBe('not-found');
  });

  it('has no words for a recording that nobody has asked to transcribe', async () => {
    ({ id } = await upload(gateway, { fields: { title: 'Another', allow_duplicate: 'true' } }));
    expect((await read()).json()).toEqual(NOTHING);
  });
});
