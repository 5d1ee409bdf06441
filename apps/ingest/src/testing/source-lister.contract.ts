import { PermanentError, type SourceEntry, type SourceItem } from '@throughline/contracts';
import type { SourceLister } from '../kit/source-lister.js';

export interface SourceListerHarness {
  /** Opens the same source each time, as another process would. */
  readonly open: () => SourceLister;
  /** Opens a source of the same place that moves or marks its items, if the type can do so. */
  readonly openRetiring?: () => SourceLister;
  /** Adds an item, or replaces the one of this name. */
  readonly put: (name: string, content: string, at: Date) => Promise<void>;
  /** Returns the content of all items, wherever they are, sorted. */
  readonly contents: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

const never = new AbortController().signal;
const AT = new Date('2026-02-05T10:00:00Z');

export const listAll = async (lister: SourceLister, limit = 100): Promise<readonly SourceEntry[]> => {
  const entries: SourceEntry[] = [];
  for (let cursor: string | undefined, isLast = false; !isLast;) {
    const page = await lister.list({ limit, ...(cursor === undefined ? {} : { cursor }) }, never);
    expect(page.place).toBe(lister.place);
    if (cursor !== undefined && page.next_cursor === cursor) throw new Error('The listing does not end');
    expect(page.entries.length).toBeLessThanOrEqual(limit);
    entries.push(...page.entries);
    cursor = page.next_cursor;
    isLast = cursor === undefined;
  }
  return entries;
};

const itemsOf = async (lister: SourceLister, limit?: number): Promise<readonly SourceItem[]> =>
  (await listAll(lister, limit)).filter((entry) => entry.kind === 'item');

async function read(lister: SourceLister, externalId: string): Promise<string> {
  const opened = await lister.open?.(externalId);
  if (opened === undefined) throw new Error('The items of this source are fetched by their runs');
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of opened.stream as AsyncIterable<Buffer>) chunks.push(chunk);
    await opened.requireUnchanged();
    return Buffer.concat(chunks).toString();
  } finally {
    await opened.close();
  }
}

export interface SourceListerCapabilities {
  /** Default: true. Then the harness has `openRetiring`. */
  readonly canRetire?: boolean;
}

type RetiringLister = SourceLister & Required<Pick<SourceLister, 'retire'>>;

const isRetiring = (lister: SourceLister | undefined): lister is RetiringLister => lister?.retire !== undefined;

function openRetiring(harness: SourceListerHarness): RetiringLister {
  const lister = harness.openRetiring?.();
  if (!isRetiring(lister)) throw new Error('The harness opens no source that retires its items');
  return lister;
}

/** The rules of every source whose items can vanish. */
export function sourceListerContract(
  name: string,
  open: () => Promise<SourceListerHarness>,
  { canRetire = true }: SourceListerCapabilities = {},
): void {
  const itRetires = canRetire ? it : it.skip;
  describe(`${name} fulfils the SourceLister contract`, () => {
    let harness: SourceListerHarness;
    beforeEach(async () => {
      harness = await open();
    });
    afterEach(() => harness.close());

    it('lists each item once, whatever the size of a page and the process that lists it', async () => {
      for (const index of [3, 1, 2, 5, 4]) await harness.put(`talk-${String(index)}.mp4`, `content ${String(index)}`, AT);
      const all = await itemsOf(harness.open());
      expect(new Set(all.map(({ external_id }) => external_id)).size).toBe(5);
      for (const limit of [1, 2, 3, 5]) expect(await itemsOf(harness.open(), limit)).toEqual(all);
    });

    itRetires('continues after an item that has disappeared since the page before', async () => {
      for (const index of [1, 2, 3]) await harness.put(`talk-${String(index)}.mp4`, `content ${String(index)}`, AT);
      const retiring = openRetiring(harness);
      const first = await retiring.list({ limit: 1 }, never);
      const [item] = first.entries;
      if (item?.kind !== 'item' || first.next_cursor === undefined) throw new Error('no first item');
      await retiring.retire(item.external_id);
      const second = await retiring.list({ limit: 5, cursor: first.next_cursor }, never);
      expect(second.entries.map((entry) => entry.name)).toEqual(['talk-2.mp4', 'talk-3.mp4']);
    });

    it('gives changed content another id, and the same content the same id', async () => {
      await harness.put('talk.mp4', 'one', AT);
      const [before] = await itemsOf(harness.open());
      const [again] = await itemsOf(harness.open());
      expect(again).toEqual(before);
      await harness.put('talk.mp4', 'another one', new Date(AT.getTime() + 5_000));
      const [after] = await itemsOf(harness.open());
      expect(after?.external_id).not.toBe(before?.external_id);
    });

    it('opens the bytes of a listed item, and refuses those of a changed one', async () => {
      await harness.put('talk.mp4', 'one', AT);
      const lister = harness.open();
      const [item] = await itemsOf(lister);
      const id = item?.external_id ?? '';
      expect(await read(harness.open(), id)).toBe('one');
      await harness.put('talk.mp4', 'another one', new Date(AT.getTime() + 5_000));
      await expect(read(lister, id)).rejects.toMatchObject({ kind: 'permanent', code: 'source-changed' });
    });

    it('lists only items of the requested time', async () => {
      await harness.put('old.mp4', 'old', new Date('2026-01-01T10:00:00Z'));
      await harness.put('new.mp4', 'new', AT);
      const window = { from: '2026-02-01T00:00:00Z', to: '2026-03-01T00:00:00Z' };
      const { entries } = await harness.open().list({ limit: 10, ...window }, never);
      expect(entries.map((entry) => entry.name)).toEqual(['new.mp4']);
    });

    itRetires('retires an item once, however often and by however many it is asked to, and loses nothing', async () => {
      const retiring = openRetiring(harness);
      await harness.put('a.mp4', 'a', AT);
      await harness.put('b.mp4', 'b', AT);
      const [item] = await itemsOf(retiring);
      const id = item?.external_id ?? '';
      const results = await Promise.all([retiring.retire(id), openRetiring(harness).retire(id)]);
      expect(results).toContainEqual({ state: 'retired' });
      expect(await retiring.retire(id)).toEqual({ state: 'gone' });
      expect((await itemsOf(retiring)).map((one) => one.name)).toEqual(['b.mp4']);
      expect(await harness.contents()).toEqual(['a', 'b']);
    });

    itRetires('keeps a changed item where it is, instead of retiring it', async () => {
      const retiring = openRetiring(harness);
      await harness.put('talk.mp4', 'one', AT);
      const [item] = await itemsOf(retiring);
      await harness.put('talk.mp4', 'another one', new Date(AT.getTime() + 5_000));
      expect(await retiring.retire(item?.external_id ?? '')).toEqual({ state: 'gone' });
      expect((await itemsOf(retiring)).map((one) => one.name)).toEqual(['talk.mp4']);
    });

    it('refuses ids that no listing has returned', async () => {
      const lister = harness.open();
      for (const id of ['', '\n', '../../etc/passwd\n1:1', '/etc/passwd\n1:1', 'a\0b\n1:1'])
        await expect(Promise.resolve().then(() => lister.open?.(id))).rejects.toBeInstanceOf(PermanentError);
    });
  });
}
