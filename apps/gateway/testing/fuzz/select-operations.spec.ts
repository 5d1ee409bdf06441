import { openApiDocument } from '#src/openapi-document.js';
import { operationsOf } from './api-document.js';
import { selectOperations } from './select-operations.js';

const operations = operationsOf(await openApiDocument());

describe('the operations that the fuzzers test', () => {
  it('are all if none is named', () => {
    expect(selectOperations(operations, [])).toEqual(operations);
  });

  it('are the named ones', () => {
    const names = ['PUT /api/v1/me/notices', 'POST /api/v1/uploads'];
    expect(new Set(selectOperations(operations, names).map(({ name }) => name))).toEqual(new Set(names));
  });

  it('must be in the document', () => {
    const names = ['POST /api/v1/uploads', 'PUT /api/v1/uploads'];
    expect(() => selectOperations(operations, names)).toThrow('the document has no operation PUT /api/v1/uploads');
  });
});
