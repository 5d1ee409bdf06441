import { openApiDocument } from '../../../openapi-document.js';

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

/** Returns the paths of all fields of a schema, at any depth, without a description. */
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

const { components, paths } = JSON.parse(JSON.stringify(await openApiDocument())) as {
  components: { schemas: Record<string, Schema> };
  paths: Record<string, Record<string, { operationId: string; parameters?: readonly Parameter[] }>>;
};

describe('the fields of the OpenAPI document', () => {
  it('all have a description in every schema', () => {
    const schemas = Object.entries(components.schemas);
    expect(schemas.length).toBeGreaterThan(20);
    expect([...new Set(schemas.flatMap(([name, schema]) => silent(schema, name)))]).toEqual([]);
  });

  it('are reported by path if they have no description', () => {
    expect(silent({ properties: { one: {}, two: { items: { properties: { three: {} } } } } }, 'a')).toEqual([
      'a.one',
      'a.two',
      'a.two.three',
    ]);
    expect(silent({ properties: { one: { anyOf: [{ description: 'Said.' }, {}] } } }, 'a')).toEqual([]);
  });

  it('have a description as parameters of queries and paths too', () => {
    const parameters = Object.values(paths).flatMap((methods) =>
      Object.values(methods).flatMap(({ operationId, parameters: all = [] }) =>
        all.filter(({ description }) => description === undefined).map(({ name }) => `${operationId} ${name}`),
      ),
    );
    expect(parameters).toEqual([]);
  });
});
