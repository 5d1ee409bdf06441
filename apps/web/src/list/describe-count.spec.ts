import { text } from '../texts/text.js';
import { describeCount } from './describe-count.js';

describe('the count of a list', () => {
  it('says that it is being read until it is known, instead of 0 items', () => {
    expect(describeCount(undefined, 'all', true)).toBe(text.itemList.loading);
    expect(describeCount(undefined, 'all', false)).toBe('');
  });

  it('names the items in the chosen state', () => {
    expect(['all', 'failed', 'ready'].map((state) => describeCount({ all: 2, failed: 1 }, state, false))).toEqual([
      '2 items',
      '1 item',
      '0 items',
    ]);
  });
});
