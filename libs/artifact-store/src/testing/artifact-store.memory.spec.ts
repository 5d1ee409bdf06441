import { MemoryArtifactStore } from './artifact-store.memory.js';
import { artifactStoreContract } from './artifact-store.contract.js';

artifactStoreContract('memory', () =>
  Promise.resolve({
    store: new MemoryArtifactStore(),
    leftovers: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  }),
);
