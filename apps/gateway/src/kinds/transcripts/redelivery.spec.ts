import { ask } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { createTranscribed } from '../../testing/transcribed.js';
import { completeStep, startStep } from '../../testing/work-through.js';
import type { OutdatedOutputAnswer, TranscriptAnswer } from './transcript-answers.js';

const DELIVERY = 'deliver:library';

interface RecordingAnswer {
  readonly status: string;
  readonly outputs: readonly { readonly status: string; readonly old_words: boolean; readonly outdated: boolean }[];
  readonly allowed_actions: readonly { readonly action: string; readonly target: string | null; readonly allowed: boolean }[];
}

describe('a delivery of a transcript that was corrected since', () => {
  let gateway: MemoryGateway;
  let id: string;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());
  beforeEach(async () => {
    id = await createTranscribed(gateway);
  });

  const get = async <T>(path: string): Promise<T> => (await ask(gateway, `/${id}${path}`, { method: 'GET' })).json<T>();
  const correct = async (text: string): Promise<readonly OutdatedOutputAnswer[]> => {
    const { version, segments } = await get<TranscriptAnswer>('/transcript');
    const body = { segments: segments.map(({ id: number, start, end }) => ({ id: number, start, end, text })) };
    const headers = { 'if-match': `"${version}"` };
    const response = await ask(gateway, `/${id}/transcript`, { method: 'PUT', body, headers });
    expect(response.statusCode).toBe(200);
    await waitUntilProjected(gateway, id);
    return response.json<{ outdated_outputs: readonly OutdatedOutputAnswer[] }>().outdated_outputs;
  };
  const deliver = async (result: { delivery_key: string; outdated?: boolean } = { delivery_key: 'a' }): Promise<void> => {
    await startStep(gateway, id, DELIVERY);
    await completeStep(gateway, id, DELIVERY, [], result);
    await waitUntilProjected(gateway, id);
  };
  const redeliver = async () => {
    const response = await ask(gateway, `/${id}/outputs/library/redeliver`);
    await waitUntilProjected(gateway, id);
    return response;
  };
  const getRecording = (): Promise<RecordingAnswer> => get<RecordingAnswer>('');
  const isAllowed = async (): Promise<boolean | undefined> =>
    (await getRecording()).allowed_actions.find(({ action, target }) => action === 'redeliver' && target === 'library')?.allowed;
  const isOld = async (): Promise<boolean | undefined> => (await getRecording()).outputs[0]?.old_words;

  it('is shown as outdated, is repeated on request, and then has the current text', async () => {
    await deliver();
    expect([await isOld(), await isAllowed()]).toEqual([false, false]);
    expect((await redeliver()).json()).toMatchObject({ status: 409, code: 'nothing-newer' });
    expect(await correct('by hand')).toEqual([{ id: 'library', target_type: 'folder', status: 'UPLOADED' }]);
    expect(await getRecording()).toMatchObject({ status: 'READY', outputs: [{ status: 'UPLOADED', old_words: true }] });
    expect(await isAllowed()).toBe(true);
    const response = await redeliver();
    expect([response.statusCode, response.json()]).toEqual([
      202,
      expect.objectContaining({ outcome: expect.objectContaining({ code: 'redelivering' }) }),
    ]);
    expect(await isAllowed()).toBe(false);
    await deliver({ delivery_key: 'b' });
    expect(await getRecording()).toMatchObject({ status: 'READY', outputs: [{ status: 'UPLOADED', old_words: false }] });
    expect((await get<TranscriptAnswer>('/transcript')).outdated_outputs).toEqual([]);
  });

  it('has the text that is current when it begins', async () => {
    await correct('before it begins');
    await deliver();
    expect(await isOld()).toBe(false);
  });

  it('is shown as outdated while it still delivers the old text', async () => {
    await startStep(gateway, id, DELIVERY);
    expect(await correct('while it is sent')).toEqual([{ id: 'library', target_type: 'folder', status: 'UPLOADING' }]);
    await completeStep(gateway, id, DELIVERY, [], { delivery_key: 'a' });
    await waitUntilProjected(gateway, id);
    expect(await isOld()).toBe(true);
  });

  it('stays if it cannot be replaced, and further requests are refused', async () => {
    await deliver();
    await correct('by hand');
    await redeliver();
    await deliver({ delivery_key: 'a', outdated: true });
    expect(await getRecording()).toMatchObject({ outputs: [{ outdated: true, old_words: true }] });
    expect((await redeliver()).json()).toMatchObject({ status: 409, code: 'not-replaceable' });
  });

  it('is outdated again after the next correction', async () => {
    await deliver();
    await correct('one');
    await redeliver();
    await deliver({ delivery_key: 'b' });
    await correct('other');
    expect([await isOld(), await isAllowed()]).toEqual([true, true]);
  });
});
