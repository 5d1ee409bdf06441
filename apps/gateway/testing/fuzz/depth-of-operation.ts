import { depthOf, testDepth, type TestDepth } from '@throughline/contracts/testing';
import type { Operation } from './api-document.js';
import { fuzzDepth, fuzzSettings } from './config.js';

const OF_AN_ITEM = /(?<=^\w+ \/api\/v1\/)(?:documents|sessions)\b/;

/** Returns true if recordings have the same operation: most of the code of both is shared. */
const isTwin = ({ name }: Operation, operations: readonly Operation[]): boolean =>
  OF_AN_ITEM.test(name) && operations.some((other) => other.name === name.replace(OF_AN_ITEM, 'recordings'));

/**
 * Returns how many samples of requests an operation gets. In the gate one of twins gets all samples, and the others a tenth. Everything
 * gets all of them in `npm run test:all`, and if it is chosen by name.
 */
export function depthOfOperation(operation: Operation, operations: readonly Operation[]): TestDepth {
  const isReduced = fuzzDepth.isFull && !testDepth.isFull && fuzzSettings.operations.length === 0;
  return isReduced && isTwin(operation, operations) ? depthOf(false) : fuzzDepth;
}
