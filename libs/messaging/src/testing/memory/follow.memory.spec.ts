import { followsContract } from '../follows.contract.js';
import { matchesFilter } from '../../key-value/follow.js';
import { MemoryKeyValueStore } from './key-value-store.memory.js';

followsContract('memory', { isRemote: false }, () => {
  const records = new MemoryKeyValueStore();
  return Promise.resolve({ follower: records, writer: records, close: () => Promise.resolve() });
});

describe('matchesFilter', () => {
  it.each([
    ['page.*', 'page.1', true],
    ['page.*', 'page.1.2', false],
    ['page.*', 'page', false],
    ['page.*', 'pages.1', false],
    ['*.1', 'page.1', true],
    ['page.>', 'page.1.2', true],
    ['page.>', 'page', false],
    ['>', 'writer', true],
    ['writer', 'writer', true],
    ['writer', 'writers', false],
  ])('%s matches %s: %s', (filter, name, matches) => {
    expect(matchesFilter(filter, name)).toBe(matches);
  });
});
