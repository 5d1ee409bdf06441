import { newAssetId, type MirrorRecord } from '@throughline/contracts';
import { type ExpectedRevision, type RecordRevision, type StoredRecord } from '@throughline/messaging';
import { MemoryKeyValueStore } from '@throughline/messaging/testing';
import { PageRecords } from './page-records.js';

/** Records that lose answers: of a stored write, of a failed write, and of a read. */
class LossyStore extends MemoryKeyValueStore {
  lost: ('stored' | 'not-stored' | 'read')[] = [];

  override async read(name: string): Promise<StoredRecord | undefined> {
    if (this.#isLost('read')) throw new Error('no answer');
    return super.read(name);
  }

  override async write(name: string, text: string, expected: ExpectedRevision): Promise<RecordRevision> {
    if (this.#isLost('not-stored')) throw new Error('no answer');
    const revision = await super.write(name, text, expected);
    if (this.#isLost('stored')) throw new Error('no answer');
    return revision;
  }

  override async remove(name: string, expected?: RecordRevision): Promise<void> {
    await super.remove(name, expected);
    if (this.#isLost('stored')) throw new Error('no answer');
  }

  #isLost(what: (typeof this.lost)[number]): boolean {
    if (this.lost[0] !== what) return false;
    this.lost.shift();
    return true;
  }
}

const assetId = newAssetId();
const aRecord = (channel: number): MirrorRecord => ({
  ...{ v: 1, assetId, owner: 'owner-1', channel },
  ...{ page: '11111111-2222-4333-8444-555555555555', runAt: '2026-02-05T10:00:00.000Z' },
});

describe('the records of the elected process', () => {
  let values: LossyStore;
  let records: PageRecords;
  let ending: AbortController;
  const openRecords = async (signal: AbortSignal): Promise<PageRecords> => {
    const fresh = new PageRecords(values);
    await fresh.load(signal);
    return fresh;
  };
  const put = (channel: number): Promise<void> => records.change(assetId, () => aRecord(channel));
  const removed = (): Promise<void> => records.change(assetId, () => undefined);
  const storedText = (): unknown => values.all.get(`page.${assetId}`)?.text;
  beforeEach(async () => {
    values = new LossyStore();
    ending = new AbortController();
    records = await openRecords(ending.signal);
  });

  it('are recognised as its own after any lost answers', async () => {
    await put(1);
    values.lost = ['stored', 'read', 'not-stored'];
    await expect(put(2)).rejects.toThrow('no answer');
    await expect(put(3)).rejects.toThrow('no answer');
    await expect(put(4)).rejects.toThrow('no answer');
    await put(5);
    expect(records.get(assetId)).toEqual(aRecord(5));
  });

  it('are recognised as its own from the first one on, and after a removal whose answer was lost', async () => {
    values.lost = ['stored'];
    await expect(put(1)).rejects.toThrow('no answer');
    await put(2);
    values.lost = ['stored'];
    await expect(removed()).rejects.toThrow('no answer');
    await put(3);
    expect(records.get(assetId)).toEqual(aRecord(3));
    await removed();
    expect(storedText()).toBeUndefined();
  });

  it('are not removed if another process has written them', async () => {
    const successor = await openRecords(new AbortController().signal);
    await successor.change(assetId, () => aRecord(9));
    const written = storedText();
    await removed();
    expect(storedText()).toBe(written);
    await expect(put(1)).rejects.toMatchObject({ kind: 'mirror-overtaken' });
  });

  it('are not removed if another process has changed them', async () => {
    await put(1);
    const successor = await openRecords(new AbortController().signal);
    await successor.change(assetId, () => aRecord(9));
    const written = storedText();
    await expect(removed()).rejects.toMatchObject({ kind: 'mirror-overtaken' });
    expect(storedText()).toBe(written);
  });

  it('are never filled again once their item was erased, and can be removed', async () => {
    await records.change(assetId, () => ({ ...aRecord(1), erased: true }));
    const sent: MirrorRecord['sent'] = { status: 'Complete', digest: 'a'.repeat(32), at: '2026-02-05T10:06:00.000Z' };
    await records.change(assetId, (record) => record && { ...record, sent });
    expect(records.get(assetId)).toEqual({ ...aRecord(1), erased: true });
    await removed();
    expect(storedText()).toBeUndefined();
  });

  it('are not written after the end of its term', async () => {
    await put(1);
    const written = storedText();
    ending.abort(new Error('the term is over'));
    await expect(put(2)).rejects.toThrow('the term is over');
    await expect(removed()).rejects.toThrow('the term is over');
    expect(storedText()).toBe(written);
  });

  it('are overwritten or removed if a newer release has written them in an unknown format', async () => {
    await values.write(`page.${assetId}`, '{"v":99}', 'anything');
    records = await openRecords(ending.signal);
    expect(records.get(assetId)).toBeUndefined();
    await put(1);
    expect(records.get(assetId)).toEqual(aRecord(1));
    await values.write(`page.${assetId}`, '{"v":99}', 'anything');
    records = await openRecords(ending.signal);
    await removed();
    expect(storedText()).toBeUndefined();
  });
});
