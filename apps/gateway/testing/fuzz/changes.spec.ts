import { openApiDocument } from '#src/openapi-document.js';
import { fuzzDepth } from './config.js';
import { fuzzOperations } from './fuzz-operations.js';
import { groupByWorld } from './worlds.js';

/** Promised minimum of requests per operation; `TL_FUZZ_REQUESTS` can only raise it. */
const atLeast = fuzzDepth.runs(200);

const document = await openApiDocument();

describe('each changing operation of the API', () => {
  fuzzOperations(document, {
    worlds: (operations) => groupByWorld(operations.filter(({ method }) => method !== 'GET')),
    atLeast,
  });
});
