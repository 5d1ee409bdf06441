import { followsContract } from '../testing/follows.contract.js';
import { matchesFilter } from './follow.js';
import { MemoryRecords } from './records.memory.js';

followsContract('memory', { isRemote: false }, () => {
  const records = new MemoryRecords();
  return Promise.resolve({ follower: records, writer: records, close: () => Promise.resolve() });
});

describe('a filter of records', () => {
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
  ])('%s means %s: %s', (filter, name, matches) => {
    expect(matchesFilter(filter, name)).toBe(matches);
  });
});
