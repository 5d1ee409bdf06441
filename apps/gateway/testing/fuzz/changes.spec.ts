import { openApiDocument } from '#src/openapi-document.js';
import { fuzzOperations } from './fuzz-operations.js';
import { groupByWorld } from './worlds.js';

const document = await openApiDocument();

describe('each changing operation of the API', () => {
  fuzzOperations(document, (operations) => groupByWorld(operations.filter(({ method }) => method !== 'GET')));
});
