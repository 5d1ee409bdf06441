import { parseRevision } from '@throughline/event-store';
import { ulid } from 'ulid';
import { SearchIndexMissingError } from '../search/search-index.js';
import { formOf } from '../testing/forms.js';
import type { MemoryGateway } from '../testing/memory-gateway.js';
import { searchEntry } from '../testing/search-index.contract.js';
import { shareMemoryGateway } from '../testing/shared-memory-gateway.js';
import type { DuplicateListAnswer } from './duplicates.dto.js';

const LATE = parseRevision('1000000');
const LETTER = Array.from(
  { length: 60 },
  (_, at) => `word${String.fromCodePoint(97 + (at % 26), 97 + Math.floor(at / 26))}`,
).join(' ');

describe('documents with nearly the same text', () => {
  let gateway: MemoryGateway;
  const nextOwner = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await nextOwner();
  });

  const list = async (token = gateway.token): Promise<DuplicateListAnswer> => {
    const headers = { authorization: `Bearer ${token}` };
    return (await gateway.app.inject({ method: 'GET', url: '/api/v1/duplicates', headers })).json();
  };
  /** A document with the text, as the search has read it. */
  async function scan(text: string, bytes: string, token = gateway.token, libraryId = gateway.owner): Promise<string> {
    const form = formOf({}, { bytes });
    const answer = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/documents',
      headers: { authorization: `Bearer ${token}`, ...form.headers },
      payload: form.payload,
    });
    const { id } = answer.json<{ id: string }>();
    const entry = searchEntry(libraryId, { kind: 'document', passages: [{ text, page: 1, marks: [] }] });
    await gateway.searchIndex.replace(id, LATE, entry);
    return id;
  }

  it('are shown with about how much they have in common, in their library alone', async () => {
    const ids = [await scan(LETTER, 'one'), await scan(LETTER.replace('wordca', 'w0rdca'), 'two')];
    const strangerId = ulid();
    const stranger = await gateway.tokenFor(['write'], strangerId);
    await scan(LETTER, 'three', stranger, (await gateway.ports.users.find(strangerId))?.library.id);
    const { items, total } = await list();
    expect(items).toMatchObject([{ reason: 'similar_text', kind: 'document', item_count: 2 }]);
    expect(items[0]?.items.map(({ id }) => id)).toEqual(ids);
    expect(items[0]?.likeness).toBeGreaterThan(85);
    expect(total).toBe(1);
    expect(await list(stranger)).toMatchObject({ items: [], total: 0 });
  });

  it('are said to be unknown if the search does not run or has no tables', async () => {
    const state = jest.spyOn(gateway.searchIndex, 'state');
    const known = {
      isBuilt: true,
      isRunning: true,
      pendingCommits: 0,
      pendingItems: 0,
      failedItems: 0,
      behindMs: 0,
      findsSimilar: false,
    };
    for (const [more, shown] of [
      [{}, 'current'],
      [{ pendingCommits: 2 }, 'behind'],
      [{ failedItems: 1 }, 'behind'],
      [{ isBuilt: false }, 'building'],
      [{ isRunning: false }, 'stopped'],
    ] as const) {
      state.mockResolvedValueOnce({ ...known, ...more });
      expect((await list()).similar_texts).toBe(shown);
    }
    // The search finishes between both reads.
    const groups = jest.spyOn(gateway.ports.duplicates, 'groups');
    state.mockResolvedValue(known).mockResolvedValueOnce({ ...known, pendingCommits: 1 });
    groups.mockImplementationOnce(async (query) => {
      expect(state).toHaveBeenCalled();
      groups.mockRestore();
      return gateway.ports.duplicates.groups(query);
    });
    state.mockClear();
    expect((await list()).similar_texts).toBe('behind');
    state.mockRejectedValueOnce(new SearchIndexMissingError());
    expect(await list()).toMatchObject({ items: [], similar_texts: 'unavailable' });
    state.mockRestore();
  });
});
