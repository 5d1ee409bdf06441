import type { ArtifactStore } from '../artifact-store.js';

export interface ArtifactStoreHarness {
  readonly store: ArtifactStore;
  /** Temporary things of puts that are still to be seen, e.g. files; none when everything has ended. */
  leftovers(): Promise<readonly string[]>;
  close(): Promise<void>;
}
export type OpenHarness = () => Promise<ArtifactStoreHarness>;
