import { text } from '../texts/text.js';
import { describeCount } from './describe-count.js';

describe('the count of a list', () => {
  it('says that it is being read until it is known, instead of 0 items', () => {
    expect(describeCount(undefined, { state: 'all', isPending: true, shown: 0 })).toBe(text.itemList.loading);
    expect(describeCount(undefined, { state: 'all', isPending: false, shown: 0 })).toBe('');
  });

  it('names the items in the chosen state', () => {
    const count = (state: string): string => describeCount({ all: 2, failed: 1 }, { state, isPending: false, shown: 0 });
    expect(['all', 'failed', 'ready'].map(count)).toEqual(['2 items', '1 item', '0 items']);
  });

  it('are never fewer than the list shows, whose count may be older', () => {
    expect(describeCount({ all: 0 }, { state: 'all', isPending: false, shown: 3 })).toBe('3 items');
  });
});
