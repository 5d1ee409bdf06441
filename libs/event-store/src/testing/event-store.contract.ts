import { appendingContract } from './appending.contract.js';
import type { OpenHarness } from './harness.js';
import { readingContract } from './reading.contract.js';
import { tracedContract } from './traced.contract.js';
import { troubledContract } from './troubled.contract.js';

/** What every event store keeps; run by each implementation, the one in memory included. */
export function eventStoreContract(name: string, open: OpenHarness): void {
  describe(`${name} keeps the EventStore contract`, () => {
    describe('appending and loading', () => {
      appendingContract(open);
    });
    describe('reading the log', () => {
      readingContract(open);
    });
    describe('traces', () => {
      tracedContract(open);
    });
    describe('trouble', () => {
      troubledContract(open);
    });
  });
}
