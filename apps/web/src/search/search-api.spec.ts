import type { SearchAnswer } from '@throughline/api-client';
import { askAgainAfter } from './search-api.js';

const pageWith = (state: SearchAnswer['index']['state']): Pick<SearchAnswer, 'index'> => ({
  index: { state, behind_events: null, behind_seconds: null, failed_items: 0, finds_similar: true },
});

describe('an answer of the search', () => {
  it('is asked for again while the index catches up, unless more pages were loaded', () => {
    const states = ['current', 'behind', 'building', 'stopped'] as const;
    expect(states.map((state) => askAgainAfter([pageWith(state)]))).toEqual([false, 5_000, 5_000, false]);
    expect([askAgainAfter(undefined), askAgainAfter([pageWith('behind'), pageWith('behind')])]).toEqual([false, false]);
  });
});
