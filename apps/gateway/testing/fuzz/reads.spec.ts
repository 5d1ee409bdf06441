import { openApiDocument } from '#src/openapi-document.js';
import { fuzzDepth } from './config.js';
import { fuzzOperations } from './fuzz-operations.js';

/** Promised minimum of requests per operation; `TL_FUZZ_REQUESTS` can only raise it. */
const atLeast = fuzzDepth.runs(200);

const document = await openApiDocument();

describe('each reading operation of the API', () => {
  fuzzOperations(document, { worlds: (operations) => [operations.filter(({ method }) => method === 'GET')], atLeast });
});
