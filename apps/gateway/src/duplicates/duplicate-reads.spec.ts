import { newId } from '@throughline/contracts';
import { Journey } from '@throughline/domain/testing';
import { SearchIndexMissingError } from '../search/search-index.js';
import { Duplicates, type DuplicatesPorts } from './duplicates.js';
import { MOST_ITEMS } from './duplicate-store.js';
import { DuplicatesQuery } from './duplicates.dto.js';

const OWNER = 'library-1';
const itemOf = (id: string) => {
  const { state: asset, personal } = new Journey(id).register({ owner: OWNER });
  return { id, asset, personal };
};

describe('a page of duplicates', () => {
  it('reads few histories at once while the rows are computed again', async () => {
    const ids = Array.from({ length: MOST_ITEMS }, () => newId());
    let [open, most, reads] = [0, 0, 0];
    const ports = {
      store: {
        groups: () =>
          Promise.resolve({
            groups: [
              { key: 'same_file:recording:a', kind: 'recording', reason: 'same_file', ids, count: ids.length, likeness: null },
            ],
            total: 1,
            next: undefined,
            knowsTexts: false,
          }),
      },
      loader: {
        fromRow: (id: string) => Promise.resolve(id === ids[0] ? itemOf(id) : undefined),
        fromLog: async (id: string) => {
          reads += 1;
          open += 1;
          most = Math.max(most, open);
          await Promise.resolve();
          open -= 1;
          return itemOf(id);
        },
      },
      fresh: { show: () => Promise.resolve('fresh') },
      search: { state: () => Promise.reject(new SearchIndexMissingError()) },
      basePath: '',
    } as unknown as DuplicatesPorts;
    const page = await new Duplicates(ports).page(OWNER, new DuplicatesQuery(), new AbortController().signal);
    expect(page.items[0]?.items.map(({ id }) => id)).toEqual(ids);
    expect([reads, most]).toEqual([MOST_ITEMS - 1, 8]);
  });
});
