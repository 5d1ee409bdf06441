import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { testProjectRoot } from '#testing/config.js';

type Json = Readonly<Record<string, unknown>>;

const { shareParts } = (await import(pathToFileURL(join(testProjectRoot(), 'tools/api/share-parts.mjs')).href)) as {
  readonly shareParts: (document: Json) => Json;
};

const point = { type: 'object', properties: { x: { type: 'number' } } };
const limit = { name: 'limit', in: 'query', schema: { type: 'integer' } };
const gone = { content: { 'application/problem+json': { examples: { gone: { value: { code: 'gone' } } } } } };
const json = (schema: object, rest: object = {}): object => ({ content: { 'application/json': { schema, ...rest } } });

const document = (operations: Readonly<Record<string, object>>): Json => ({
  paths: Object.fromEntries(Object.entries(operations).map(([path, operation]) => [path, { get: operation }])),
  components: { schemas: { Point: point } },
});
const $ref = (kind: string, name: string): object => ({ $ref: `#/components/${kind}/${name}` });

describe('the shared parts of the OpenAPI document', () => {
  it('are schemas with a name, and keep the description of their place', () => {
    const one = document({ '/a': { responses: { 200: json({ ...point, description: 'The start.' }) } } });
    expect(shareParts(one)).toMatchObject({ components: { schemas: { Point: point } } });
    const inner = { type: 'object', properties: { start: { ...point, description: 'The start.' } } };
    const other = { ...one, components: { schemas: { Line: inner, Point: point } } };
    expect(shareParts(other)).toMatchObject({
      components: {
        schemas: { Line: { properties: { start: { ...$ref('schemas', 'Point'), description: 'The start.' } } }, Point: point },
      },
    });
  });

  it('are parameters and responses that occur more than once', () => {
    const operation = { parameters: [limit], responses: { 410: gone } };
    const shared = shareParts(document({ '/a': operation, '/b': operation, '/c': { responses: {} } }));
    expect(shared).toMatchObject({
      paths: {
        '/a': { get: { parameters: [$ref('parameters', 'limit')], responses: { 410: $ref('responses', '410.gone') } } },
        '/b': { get: { parameters: [$ref('parameters', 'limit')] } },
      },
      components: { parameters: { limit } },
    });
    const single = document({ '/a': operation });
    expect(shareParts(single)).toMatchObject(single);
  });

  it('do not include a different part of the same name', () => {
    const parameters = (type: string): object => ({ parameters: [{ ...limit, schema: { type } }], responses: {} });
    const one = document({ '/a': parameters('integer'), '/b': parameters('integer'), '/c': parameters('string') });
    expect(shareParts(one)).toMatchObject({
      paths: { '/a': { get: { parameters: [$ref('parameters', 'limit')] } }, '/c': { get: parameters('string') } },
    });
  });

  it('are the same after a second pass, which leaves the document unchanged', () => {
    const media = json($ref('schemas', 'Point'), { example: { x: 1 } });
    const operation = { parameters: [limit], responses: { 200: media, 410: gone } };
    const one = document({ '/a': operation, '/b': operation });
    const before = JSON.stringify(one);
    const shared = shareParts(one);
    expect(shareParts(shared)).toEqual(shared);
    expect(JSON.stringify(one)).toBe(before);
  });
});
