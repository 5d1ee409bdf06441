import type { SearchAnswer, SearchItem } from '@throughline/api-client';
import { createQueryClient } from '../api/query-client.js';
import { askAgainAfter, keepResults, searchQuery } from './search-api.js';

const pageWith = (state: SearchAnswer['index']['state']): Pick<SearchAnswer, 'index'> => ({
  index: { state, behind_events: null, behind_seconds: null, failed_items: 0, finds_similar: true },
});

describe('an answer of the search', () => {
  it('is asked for again while the index catches up, unless more pages were loaded', () => {
    const states = ['current', 'behind', 'building', 'stopped'] as const;
    expect(states.map((state) => askAgainAfter([pageWith(state)], 1))).toEqual([false, 5_000, 5_000, false]);
    expect([askAgainAfter(undefined, 0), askAgainAfter([pageWith('behind'), pageWith('behind')], 1)]).toEqual([false, false]);
  });

  it('is asked for less and less often, and at least once a minute', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 10_000].map((answers) => askAgainAfter([pageWith('building')], answers));
    expect(pauses).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000]);
  });

  it('stays until the next one arrives, if it has items', () => {
    const answer = (items: readonly SearchItem[]) => ({ pages: [{ items } as SearchAnswer], pageParams: [''] });
    const found = answer([{ id: '1' } as SearchItem]);
    expect([keepResults(found), keepResults(answer([])), keepResults(undefined)]).toEqual([found, undefined, undefined]);
  });

  it('is asked for again after an outage, but not after a refusal', async () => {
    jest.useFakeTimers();
    const headers = { 'content-type': 'application/json' };
    const fetched = jest
      .spyOn(globalThis, 'fetch')
      .mockRejectedValueOnce(new TypeError('no connection'))
      .mockResolvedValueOnce(new Response('{"items":[],"next_cursor":null}', { headers }))
      .mockResolvedValueOnce(new Response('{"title":"Invalid","status":400,"code":"invalid"}', { status: 400, headers }));
    try {
      const client = createQueryClient();
      const read = client.infiniteQuery(searchQuery('budget'));
      await jest.advanceTimersByTimeAsync(1_000);
      expect((await read).pages).toEqual([{ items: [], next_cursor: null }]);
      await expect(client.infiniteQuery(searchQuery('before:soon'))).rejects.toMatchObject({ status: 400 });
      expect(fetched).toHaveBeenCalledTimes(3);
    } finally {
      fetched.mockRestore();
      jest.useRealTimers();
    }
  });
});
