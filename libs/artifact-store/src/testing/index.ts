export { artifactStoreContract } from './artifact-store.contract.js';
export type { ArtifactStoreHarness, OpenHarness } from './harness.js';
export { listKeys, readAll, sha256 } from './content.js';
export { MemoryArtifactStore } from './artifact-store.memory.js';
