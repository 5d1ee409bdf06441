import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { request, type Operation } from './operation.js';
import * as operations from './operations.generated.js';

interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly $ref?: string;
}
type Methods = Readonly<Record<string, { readonly operationId: string; readonly parameters?: readonly Parameter[] }>>;
interface ApiDocument {
  readonly paths: Readonly<Record<string, Methods>>;
}

const documentFile = fileURLToPath(new URL('../../../docs/openapi.json', import.meta.url));
const { paths } = JSON.parse(readFileSync(documentFile, 'utf8')) as ApiDocument;
const known = operations as unknown as Readonly<Record<string, Operation>>;

describe('the operations of the API', () => {
  it('are those of its document', () => {
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => [operationId, { method: method.toUpperCase(), path }] as const),
    );
    expect(documented.length).toBeGreaterThan(200);
    expect({ ...known }).toEqual(Object.fromEntries(documented));
  });
});

describe('a request', () => {
  it('has the values of its path and its query', () => {
    const input = { path: { id: 'a b/ü', template_id: 3 }, query: { dry_run: true, reset_preferences: undefined } };
    expect(request(operations.bindRecordingTemplate, input)).toEqual({
      method: 'POST',
      path: '/api/v1/recordings/a%20b%2F%C3%BC/template/3?dry_run=true',
    });
    expect(request(operations.listTemplates)).toEqual({ method: 'GET', path: '/api/v1/templates' });
  });

  it('separates the values of a list by commas, as the document says', () => {
    const { path } = request(operations.listItems, { query: { kind: ['recording', 'document'], limit: 10 } });
    expect(path).toBe('/api/v1/items?kind=recording%2Cdocument&limit=10');
  });

  it('has the body of its operation', () => {
    const body = { terms: ['Throughline'] };
    expect(request(operations.setVocabulary, { body })).toEqual({ method: 'PUT', path: '/api/v1/me/vocabulary', body });
  });

  it('is refused without a value of its path: the address would be that of another resource', () => {
    expect(() => request(operations.deleteRecording, { path: { id: '' } })).toThrow('lacks its id');
  });

  it.each(['.', '..'])('is refused with %s in its path, which clients remove from an address', (id) => {
    expect(() => request(operations.listRecordingShareLinks, { path: { id } })).toThrow(`cannot have '${id}' as its id`);
    expect(request(operations.getRecording, { path: { id: `${id}a` } }).path).toBe(`/api/v1/recordings/${id}a`);
  });

  it('is checked by its types', () => {
    // @ts-expect-error The path has no template.
    const withoutTemplate = () => request(operations.bindRecordingTemplate, { path: { id: 'x' } });
    // @ts-expect-error The body is missing.
    const withoutBody = () => request(operations.setVocabulary);
    expect(withoutTemplate).toThrow('lacks its template_id');
    expect(withoutBody().body).toBeUndefined();
  });
});
