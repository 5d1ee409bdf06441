import { MemorySearchIndex } from '../testing/memory-search-index.js';
import { searchIndexContract } from '../testing/search-index.contract.js';

searchIndexContract('memory', () => {
  let passed = 0;
  const index = new MemorySearchIndex(() => Date.now() + passed);
  return Promise.resolve({
    index,
    reader: index,
    addItem: () => Promise.resolve(),
    advance: (ms) => {
      passed += ms;
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
});
