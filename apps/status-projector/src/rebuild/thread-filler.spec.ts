import type { ConnectionConfig } from '../config.js';
import { countThreads } from './thread-filler.js';

describe('the threads of a rebuild', () => {
  it.each([
    { cores: 8, most: 4, commits: 1_000_000, count: 4 },
    { cores: 4, most: 4, commits: 1_000_000, count: 3 },
    { cores: 3, most: 4, commits: 50_000, count: 2 },
    // One thread beside the main one would only be another one.
    { cores: 2, most: 4, commits: 1_000_000, count: 0 },
    { cores: 8, most: 1, commits: 1_000_000, count: 0 },
    { cores: 8, most: 4, commits: 49_999, count: 0 },
  ])('are $count with $cores cores, $most allowed and $commits commits', ({ count, ...options }) => {
    expect(countThreads({ config: {} as ConnectionConfig, ...options })).toBe(count);
  });
});
