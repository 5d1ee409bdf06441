import { openApiDocument } from '#src/openapi-document.js';
import { fuzzOperations } from './fuzz-operations.js';

const document = await openApiDocument();

describe('each reading operation of the API', () => {
  fuzzOperations(document, (operations) => [operations.filter(({ method }) => method === 'GET')]);
});
