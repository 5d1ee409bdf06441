import { randomUUID } from 'node:crypto';
import { recordName, type RecordRevision, type KeyValueStore } from '../key-value/key-value-store.js';

export interface KeyValueStoreHarness {
  /** Two clients of the same records, like two processes. */
  readonly records: readonly [KeyValueStore, KeyValueStore];
  readonly close: () => Promise<void>;
}

export function keyValueStoreContract(name: string, open: () => Promise<KeyValueStoreHarness>): void {
  describe(`KeyValueStore contract: ${name}`, () => {
    let one: KeyValueStore;
    let two: KeyValueStore;
    let close: () => Promise<void>;
    beforeAll(async () => {
      const harness = await open();
      [one, two] = harness.records;
      ({ close } = harness);
    });
    afterAll(() => close());
    const fresh = (): string => recordName('secret', randomUUID());

    it('returns nothing for an unknown name', async () => {
      expect(await one.read(fresh())).toBeUndefined();
    });

    it('returns the last write to every client', async () => {
      const record = fresh();
      await one.write(record, 'first', 'absent');
      const revision = await two.write(record, 'second, ü', 'anything');
      expect(await one.read(record)).toEqual({ text: 'second, ü', revision });
    });

    it('lets one of several concurrent writers create a record', async () => {
      const record = fresh();
      const ends = await Promise.allSettled([one, two, one, two].map((each, who) => each.write(record, String(who), 'absent')));
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const end of ends) if (end.status === 'rejected') expect(end.reason).toMatchObject({ kind: 'record-conflict' });
      expect((await one.read(record))?.text).toBe(String(ends.findIndex(({ status }) => status === 'fulfilled')));
    });

    it('does not overwrite a change since the read', async () => {
      const record = fresh();
      const before = await one.write(record, 'old', 'absent');
      const now = await two.write(record, 'new', before);
      await expect(one.write(record, 'stale', before)).rejects.toMatchObject({ kind: 'record-conflict' });
      expect(await one.read(record)).toEqual({ text: 'new', revision: now });
    });

    it('removes a record repeatedly, and accepts a new one afterwards', async () => {
      const record = fresh();
      await one.remove(record);
      await one.write(record, 'old', 'absent');
      await two.remove(record);
      await two.remove(record);
      expect(await one.read(record)).toBeUndefined();
      await one.write(record, 'new', 'absent');
      expect((await two.read(record))?.text).toBe('new');
    });

    it('removes only the expected revision', async () => {
      const record = fresh();
      const before = await one.write(record, 'old', 'absent');
      const now = await two.write(record, 'new', 'anything');
      await expect(one.remove(record, before)).rejects.toMatchObject({ kind: 'record-conflict' });
      await one.remove(record, now);
      expect(await two.read(record)).toBeUndefined();
    });

    it('does not accept the revision of a removed record', async () => {
      const record = fresh();
      const before: RecordRevision = await one.write(record, 'old', 'absent');
      await two.remove(record);
      await expect(one.write(record, 'stale', before)).rejects.toMatchObject({ kind: 'record-conflict' });
      expect(await one.read(record)).toBeUndefined();
    });
  });
}
