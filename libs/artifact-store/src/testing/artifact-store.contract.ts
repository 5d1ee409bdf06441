import { storingContract } from './storing.contract.js';
import type { OpenHarness } from './harness.js';
import { rejectingContract } from './rejecting.contract.js';

/** Features that a store may lack. Their tests are skipped and reported as such. */
export interface StoreFeatures {
  readonly tellsWritersApart: boolean;
  readonly sortsKeys: boolean;
}

const NONE: StoreFeatures = { tellsWritersApart: true, sortsKeys: true };

export function artifactStoreContract(name: string, open: OpenHarness, { tellsWritersApart, sortsKeys } = NONE): void {
  describe(`${name} fulfils the ArtifactStore contract`, () => {
    describe('storing and reading', () => {
      storingContract(open, sortsKeys);
    });
    describe('rejecting', () => {
      rejectingContract(open, tellsWritersApart);
    });
  });
}
