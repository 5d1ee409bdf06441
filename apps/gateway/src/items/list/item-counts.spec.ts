import { Subject } from 'rxjs';
import type { Change, ItemFilter, ListFilter } from '../../adapters/projection/index.js';
import { buildListFilter } from '../read/filters.js';
import { ListQuery } from '../read/list-query.dto.js';
import { ItemCounts } from './item-counts.js';

const filterOf = (owner: string, more: Partial<ItemFilter> = {}): ItemFilter => ({
  ...buildListFilter(owner, new ListQuery()),
  ...more,
});

/** Each count is one higher than the one before. */
function openCounts() {
  const changes = new Subject<Change | undefined>();
  let counted = 0;
  const failures: Error[] = [];
  const rows = {
    countByFilter: () => {
      const failure = failures.pop();
      counted += 1;
      return failure === undefined ? Promise.resolve(new Map<ListFilter, number>([['ready', counted]])) : Promise.reject(failure);
    },
  };
  const counts = new ItemCounts(rows, changes);
  const ready = async (filter: ItemFilter): Promise<number | undefined> => (await counts.of(filter)).get('ready');
  return { changes, failures, ready };
}

const change = (owner: string): Change => ({ assetId: '01890a5d-ac96-774b-bcce-b302099a8057', owner, revision: '1' });

describe('the counts of items', () => {
  it('are counted once for everybody who asks while nothing changes', async () => {
    const { ready } = openCounts();
    expect(await Promise.all([ready(filterOf('a')), ready(filterOf('a'))])).toEqual([1, 1]);
    expect(await ready(filterOf('a'))).toBe(1);
    expect(await ready(filterOf('a', { kinds: ['document'] }))).toBe(2);
    expect(await ready(filterOf('b'))).toBe(3);
  });

  it('are counted anew after a change in the library, and in no other', async () => {
    const { changes, ready } = openCounts();
    expect([await ready(filterOf('a')), await ready(filterOf('b'))]).toEqual([1, 2]);
    changes.next(change('a'));
    expect([await ready(filterOf('a')), await ready(filterOf('b'))]).toEqual([3, 2]);
  });

  it('are counted anew when a change came while they were counted', async () => {
    const { changes, ready } = openCounts();
    const before = ready(filterOf('a'));
    changes.next(change('a'));
    expect([await ready(filterOf('a')), await before]).toEqual([2, 1]);
  });

  it('are counted anew when announcements may have been missed', async () => {
    const { changes, ready } = openCounts();
    await ready(filterOf('a'));
    changes.next(undefined);
    expect(await ready(filterOf('a'))).toBe(2);
  });

  it('are counted anew after a change whose library is not announced, as of an item that became unreadable', async () => {
    const { changes, ready } = openCounts();
    await ready(filterOf('a'));
    changes.next(change(''));
    expect(await ready(filterOf('a'))).toBe(2);
  });

  it('do not repeat a failure', async () => {
    const { failures, ready } = openCounts();
    failures.push(new Error('The database is away'));
    await expect(ready(filterOf('a'))).rejects.toThrow('The database is away');
    expect(await ready(filterOf('a'))).toBe(2);
  });

  it('are kept of few filters at a time', async () => {
    const { ready } = openCounts();
    for (let at = 0; at < 60; at += 1) await ready(filterOf('a', { q: String(at) }));
    expect(await ready(filterOf('a', { q: '59' }))).toBe(60);
    expect(await ready(filterOf('a', { q: '0' }))).toBe(61);
  });
});
