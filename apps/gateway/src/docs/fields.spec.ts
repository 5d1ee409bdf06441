import { openApiDocument } from './openapi.js';

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly contentSchema?: Schema;
}
interface Parameter {
  readonly name: string;
  readonly description?: string;
}

const describes = ({ description, anyOf = [] }: Schema): boolean => description !== undefined || anyOf.some(describes);

/** The fields of a schema, at any depth, that say nothing of themselves. */
function silent(schema: Schema, path: string): readonly string[] {
  const inner = [schema.items, schema.contentSchema, ...(schema.anyOf ?? []), ...Object.values(schema.patternProperties ?? {})];
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
      ...(describes(field) ? [] : [`${path}.${name}`]),
      ...silent(field, `${path}.${name}`),
    ]),
    ...inner.flatMap((each) => (each === undefined ? [] : silent(each, path))),
  ];
}

const { components, paths } = JSON.parse(JSON.stringify(openApiDocument())) as {
  components: { schemas: Record<string, Schema> };
  paths: Record<string, Record<string, { operationId: string; parameters?: readonly Parameter[] }>>;
};

describe('the fields of the OpenAPI document', () => {
  it('each say what they mean', () => {
    const schemas = Object.entries(components.schemas);
    expect(schemas.length).toBeGreaterThan(20);
    expect([...new Set(schemas.flatMap(([name, schema]) => silent(schema, name)))]).toEqual([]);
  });

  it('are told from those that say nothing', () => {
    expect(silent({ properties: { one: {}, two: { items: { properties: { three: {} } } } } }, 'a')).toEqual([
      'a.one',
      'a.two',
      'a.two.three',
    ]);
    expect(silent({ properties: { one: { anyOf: [{ description: 'Said.' }, {}] } } }, 'a')).toEqual([]);
  });

  it('of queries and paths do so too', () => {
    const parameters = Object.values(paths).flatMap((methods) =>
      Object.values(methods).flatMap(({ operationId, parameters: all = [] }) =>
        all.filter(({ description }) => description === undefined).map(({ name }) => `${operationId} ${name}`),
      ),
    );
    expect(parameters).toEqual([]);
  });
});
