import { randomUUID } from 'node:crypto';
import { recordName, type RecordRevision, type Records } from '../records/records.js';

export interface RecordsHarness {
  /** Two ways to the same records, as two processes have them. */
  readonly records: readonly [Records, Records];
  readonly close: () => Promise<void>;
}

/** What every store of small texts holds to. */
export function recordsContract(name: string, open: () => Promise<RecordsHarness>): void {
  describe(`${name} keeps the contract of records`, () => {
    let one: Records;
    let two: Records;
    let close: () => Promise<void>;
    beforeAll(async () => {
      const harness = await open();
      [one, two] = harness.records;
      ({ close } = harness);
    });
    afterAll(() => close());
    const fresh = (): string => recordName('secret', randomUUID());

    it('has nothing under a name that nobody has written', async () => {
      expect(await one.read(fresh())).toBeUndefined();
    });

    it('gives back what was written last, to everybody', async () => {
      const record = fresh();
      await one.write(record, 'first', 'absent');
      const revision = await two.write(record, 'second, ü', 'anything');
      expect(await one.read(record)).toEqual({ text: 'second, ü', revision });
    });

    it('lets one of several write what was not there', async () => {
      const record = fresh();
      const ends = await Promise.allSettled([one, two, one, two].map((each, who) => each.write(record, String(who), 'absent')));
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const end of ends) if (end.status === 'rejected') expect(end.reason).toMatchObject({ kind: 'record-conflict' });
      expect((await one.read(record))?.text).toBe(String(ends.findIndex(({ status }) => status === 'fulfilled')));
    });

    it('writes nothing over what has changed since it was read', async () => {
      const record = fresh();
      const before = await one.write(record, 'old', 'absent');
      const now = await two.write(record, 'new', before);
      await expect(one.write(record, 'stale', before)).rejects.toMatchObject({ kind: 'record-conflict' });
      expect(await one.read(record)).toEqual({ text: 'new', revision: now });
    });

    it('removes, once or more often, and has room for another then', async () => {
      const record = fresh();
      await one.remove(record);
      await one.write(record, 'old', 'absent');
      await two.remove(record);
      await two.remove(record);
      expect(await one.read(record)).toBeUndefined();
      await one.write(record, 'new', 'absent');
      expect((await two.read(record))?.text).toBe('new');
    });

    it('removes only what was meant', async () => {
      const record = fresh();
      const before = await one.write(record, 'old', 'absent');
      const now = await two.write(record, 'new', 'anything');
      await expect(one.remove(record, before)).rejects.toMatchObject({ kind: 'record-conflict' });
      await one.remove(record, now);
      expect(await two.read(record)).toBeUndefined();
    });

    it('does not take what was removed for what was read before', async () => {
      const record = fresh();
      const before: RecordRevision = await one.write(record, 'old', 'absent');
      await two.remove(record);
      await expect(one.write(record, 'stale', before)).rejects.toMatchObject({ kind: 'record-conflict' });
      expect(await one.read(record)).toBeUndefined();
    });
  });
}
