import { appendingContract } from './appending.contract.js';
import type { OpenHarness } from './harness.js';
import { readingContract } from './reading.contract.js';
import { traceContract } from './traced.contract.js';
import { unreadableContract } from './unreadable.contract.js';

export function eventStoreContract(name: string, open: OpenHarness): void {
  describe(`${name} fulfils the EventStore contract`, () => {
    describe('appending and loading', () => {
      appendingContract(open);
    });
    describe('reading the log', () => {
      readingContract(open);
    });
    describe('traces', () => {
      traceContract(open);
    });
    describe('unreadable messages and erased keys', () => {
      unreadableContract(open);
    });
  });
}
