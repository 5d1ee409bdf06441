import { ask } from '../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../testing/memory-gateway.js';
import { projected } from '../testing/projected.js';
import { transcribed } from '../testing/transcribed.js';
import { completeStep, startStep } from '../testing/work-through.js';
import type { OutdatedOutput, TranscriptItem } from './transcript-item.js';

const DELIVERY = 'deliver:library';

interface Shown {
  readonly status: string;
  readonly outputs: readonly { readonly status: string; readonly old_words: boolean; readonly outdated: boolean }[];
  readonly allowed_actions: readonly { readonly action: string; readonly target: string | null; readonly allowed: boolean }[];
}

describe('an output that was given words which were corrected since', () => {
  let gateway: MemoryGateway;
  let id: string;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());
  beforeEach(async () => {
    id = await transcribed(gateway);
  });

  const get = async <T>(path: string): Promise<T> => (await ask(gateway, `/${id}${path}`, { method: 'GET' })).json<T>();
  const correct = async (text: string): Promise<readonly OutdatedOutput[]> => {
    const { version, segments } = await get<TranscriptItem>('/transcript');
    const body = { segments: segments.map(({ id: number, start, end }) => ({ id: number, start, end, text })) };
    const headers = { 'if-match': `"${version}"` };
    const response = await ask(gateway, `/${id}/transcript`, { method: 'PUT', body, headers });
    expect(response.statusCode).toBe(200);
    await projected(gateway, id);
    return response.json<{ outdated_outputs: readonly OutdatedOutput[] }>().outdated_outputs;
  };
  const deliver = async (result: { delivery_key: string; outdated?: boolean } = { delivery_key: 'a' }): Promise<void> => {
    await startStep(gateway, id, DELIVERY);
    await completeStep(gateway, id, DELIVERY, [], result);
    await projected(gateway, id);
  };
  const redeliver = async () => {
    const response = await ask(gateway, `/${id}/outputs/library/redeliver`);
    await projected(gateway, id);
    return response;
  };
  const shown = (): Promise<Shown> => get<Shown>('');
  const isAllowed = async (): Promise<boolean | undefined> =>
    (await shown()).allowed_actions.find(({ action, target }) => action === 'redeliver' && target === 'library')?.allowed;
  const isOld = async (): Promise<boolean | undefined> => (await shown()).outputs[0]?.old_words;

  it('says so, is sent again when somebody asks for it, and then has the words that count', async () => {
    await deliver();
    expect([await isOld(), await isAllowed()]).toEqual([false, false]);
    expect((await redeliver()).json()).toMatchObject({ status: 409, code: 'nothing-newer' });
    expect(await correct('by hand')).toEqual([{ id: 'library', target_type: 'folder', status: 'UPLOADED' }]);
    expect(await shown()).toMatchObject({ status: 'READY', outputs: [{ status: 'UPLOADED', old_words: true }] });
    expect(await isAllowed()).toBe(true);
    const response = await redeliver();
    expect([response.statusCode, response.json()]).toEqual([
      202,
      expect.objectContaining({ outcome: expect.objectContaining({ code: 'redelivering' }) }),
    ]);
    expect(await isAllowed()).toBe(false);
    await deliver({ delivery_key: 'b' });
    expect(await shown()).toMatchObject({ status: 'READY', outputs: [{ status: 'UPLOADED', old_words: false }] });
    expect((await get<TranscriptItem>('/transcript')).outdated_outputs).toEqual([]);
  });

  it('takes the words along that count when its delivery begins', async () => {
    await correct('before it begins');
    await deliver();
    expect(await isOld()).toBe(false);
  });

  it('is told of while it is being given the old ones', async () => {
    await startStep(gateway, id, DELIVERY);
    expect(await correct('while it is sent')).toEqual([{ id: 'library', target_type: 'folder', status: 'UPLOADING' }]);
    await completeStep(gateway, id, DELIVERY, [], { delivery_key: 'a' });
    await projected(gateway, id);
    expect(await isOld()).toBe(true);
  });

  it('keeps what it has where that cannot be replaced, and is not asked again for nothing', async () => {
    await deliver();
    await correct('by hand');
    await redeliver();
    await deliver({ delivery_key: 'a', outdated: true });
    expect(await shown()).toMatchObject({ outputs: [{ outdated: true, old_words: true }] });
    expect((await redeliver()).json()).toMatchObject({ status: 409, code: 'not-replaceable' });
  });

  it('has old words again after the next correction', async () => {
    await deliver();
    await correct('one');
    await redeliver();
    await deliver({ delivery_key: 'b' });
    await correct('other');
    expect([await isOld(), await isAllowed()]).toEqual([true, true]);
  });
});
