import { keepingContract } from './keeping.contract.js';
import type { OpenHarness } from './harness.js';
import { refusingContract } from './refusing.contract.js';

/** What every artifact store keeps; run by each implementation, the one in memory included. */
export function artifactStoreContract(name: string, open: OpenHarness): void {
  describe(`${name} keeps the ArtifactStore contract`, () => {
    describe('keeping', () => {
      keepingContract(open);
    });
    describe('refusing', () => {
      refusingContract(open);
    });
  });
}
