import { testDepth } from '@throughline/contracts/testing';
import { fuzzOperations } from './testing/fuzz-operations.js';

/** The promise of the product; `TL_FUZZ_REQUESTS` can only raise it. */
const atLeast = testDepth.runs(200);

describe('each reading operation of the API, given generated requests', () => {
  fuzzOperations({ isChosen: ({ method }) => method === 'GET', atLeast, shareWorld: true });
});
