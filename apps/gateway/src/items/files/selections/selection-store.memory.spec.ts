import { MemorySelectionStore } from '../../../testing/memory-selection-store.js';
import { selectionStoreContract } from '../../../testing/selection-store.contract.js';

selectionStoreContract('memory', () => {
  let now = Date.now();
  return Promise.resolve({
    store: new MemorySelectionStore(() => now),
    addUser: () => Promise.resolve(),
    advance: (ms) => {
      now += ms;
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
});
