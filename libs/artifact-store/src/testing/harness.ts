import type { ArtifactStore } from '../artifact-store.js';

export interface ArtifactStoreHarness {
  readonly store: ArtifactStore;
  /** Lists temporary files and uploads of puts. Empty once all puts have ended. */
  leftovers(): Promise<readonly string[]>;
  close(): Promise<void>;
}
export type OpenHarness = () => Promise<ArtifactStoreHarness>;
