import type { SourceEntry, SourceItem } from '@throughline/contracts';
import type { SourceLister } from '../kit/source-lister.js';
import { listAll } from './source-lister.contract.js';

export interface OfferedEntry {
  readonly id: string;
  readonly title: string;
  readonly at?: Date;
}

export interface FetchedSourceHarness {
  /** Opens the same source each time, as another process would. */
  readonly open: () => SourceLister;
  /** Replaces the entries that the source offers, in this order. */
  readonly offer: (entries: readonly OfferedEntry[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

const never = new AbortController().signal;
const day = (number: number): Date => new Date(Date.UTC(2026, 1, number, 10));
const talk = (number: number): OfferedEntry => ({ id: `t${String(number)}`, title: `Talk ${String(number)}`, at: day(number) });
const isItem = (entry: SourceEntry): entry is SourceItem => entry.kind === 'item';
const namesOf = (entries: readonly SourceEntry[]): readonly string[] => entries.map(({ name }) => name);

/** The rules of every source whose items are fetched by their runs. */
export function fetchedSourceContract(name: string, open: () => Promise<FetchedSourceHarness>): void {
  describe(`${name} fulfils the contract of sources whose items are fetched later`, () => {
    let harness: FetchedSourceHarness;
    beforeEach(async () => {
      harness = await open();
    });
    afterEach(() => harness.close());

    it('lists each item once, whatever the size of a page and the process that lists it', async () => {
      await harness.offer([3, 1, 5, 2, 4].map(talk));
      const all = await listAll(harness.open());
      expect(new Set(all.filter(isItem).map(({ external_id }) => external_id)).size).toBe(5);
      for (const limit of [1, 2, 5]) expect(await listAll(harness.open(), limit)).toEqual(all);
    });

    it('misses and repeats no other item if some appear or disappear between two pages', async () => {
      await harness.offer([5, 4, 3, 2, 1].map(talk));
      const first = await harness.open().list({ limit: 2 }, never);
      await harness.offer([7, 6, 4, 3, 1].map(talk));
      const second = await harness.open().list({ limit: 5, cursor: first.next_cursor ?? '' }, never);
      expect(second.next_cursor).toBeUndefined();
      const names = namesOf([...first.entries, ...second.entries]);
      expect(new Set(names).size).toBe(names.length);
      expect(names).toEqual(expect.arrayContaining(['Talk 4', 'Talk 3', 'Talk 1']));
    });

    it('gives an item the same id when its title changes, and other items other ids', async () => {
      await harness.offer([talk(1)]);
      const [before] = (await listAll(harness.open())).filter(isItem);
      await harness.offer([
        { ...talk(1), title: 'The first talk (repaired)' },
        { ...talk(1), id: 't2' },
      ]);
      const after = (await listAll(harness.open())).filter(isItem);
      expect(before).toBeDefined();
      expect(after.find(({ name: shown }) => shown.includes('repaired'))?.external_id).toBe(before?.external_id);
      expect(after.find(({ name: shown }) => shown === 'Talk 1')?.external_id).not.toBe(before?.external_id);
    });

    it('lists only items of the requested time, and says which ones have no date', async () => {
      await harness.offer([talk(1), talk(5), talk(9), { id: 'undated', title: 'Undated' }]);
      const window = { from: day(4).toISOString(), to: day(6).toISOString() };
      const { entries } = await harness.open().list({ limit: 10, ...window }, never);
      expect(entries).toMatchObject([
        { kind: 'item', name: 'Talk 5', recorded_at: day(5).toISOString() },
        { kind: 'ignored', name: 'Undated', code: 'no-date' },
      ]);
    });

    it('names the address that a run fetches, and opens nothing by itself', async () => {
      await harness.offer([talk(1)]);
      const lister = harness.open();
      const [item] = (await listAll(lister)).filter(isItem);
      const { address = '', ...fetched } = item?.fetched ?? {};
      expect(fetched).toEqual({ kind: 'url', settings: { origin: new URL(address).origin } });
      expect([item?.retires, lister.open, lister.retire]).toEqual([false, undefined, undefined]);
    });

    it('ends at once when its request has ended', async () => {
      await harness.offer([talk(1)]);
      await expect(harness.open().list({ limit: 1 }, AbortSignal.abort(new Error('ended')))).rejects.toThrow();
    });
  });
}
