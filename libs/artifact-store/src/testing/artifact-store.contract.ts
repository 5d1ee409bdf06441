import { keepingContract } from './keeping.contract.js';
import type { OpenHarness } from './harness.js';
import { refusingContract } from './refusing.contract.js';

/** What a store may lack; it is skipped, and reported so. */
export interface Differences {
  /** Tells two apart who put different contents under one key at the same moment. */
  readonly tellsWritersApart: boolean;
  /** Lists keys by their bytes. */
  readonly sortsKeys: boolean;
}

const NONE: Differences = { tellsWritersApart: true, sortsKeys: true };

/** What every artifact store keeps; run by each implementation, the one in memory included. */
export function artifactStoreContract(name: string, open: OpenHarness, { tellsWritersApart, sortsKeys } = NONE): void {
  describe(`${name} keeps the ArtifactStore contract`, () => {
    describe('keeping', () => {
      keepingContract(open, sortsKeys);
    });
    describe('refusing', () => {
      refusingContract(open, tellsWritersApart);
    });
  });
}
