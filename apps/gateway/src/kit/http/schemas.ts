import { getSchemaPath } from '@nestjs/swagger';

/* Builders for the schemas of fields (JSON Schema 2020-12). */

export type Json = Readonly<Record<string, unknown>>;
/** A class whose fields have decorators of `fields.ts`. */
export type Model = new () => object;

/** A JSON schema, to be distinguished from a class. */
export interface Schema {
  readonly json: Json;
}

/** By their place in the document. */
const referenced = new Map<string, Model>();
/** Returns the classes that any schema refers to, so that the document has them. */
export const referencedModels = (): readonly Model[] => [...referenced.values()];

/** Takes a schema as it is, e.g. one of a registry. */
export const jsonOf = (json: object): Schema => ({ json: json as Json });

const described = (schema: Schema, description: string | undefined): Schema =>
  description === undefined ? schema : jsonOf({ ...schema.json, description });

const isSchema = (type: Schema | Model): type is Schema => typeof type !== 'function';

export function ref(model: Model, description?: string): Schema {
  const $ref = getSchemaPath(model);
  // The document would silently show one of them in both places.
  if ((referenced.get($ref) ?? model) !== model) throw new Error(`Two classes have the schema ${$ref}`);
  referenced.set($ref, model);
  return described(jsonOf({ $ref }), description);
}

export const schemaOf = (type: Schema | Model): Schema => (isSchema(type) ? type : ref(type));

interface Limits {
  readonly minimum?: number;
  readonly maximum?: number;
}

export const text = (description?: string): Schema => described(jsonOf({ type: 'string' }), description);
export const flag = (description?: string): Schema => described(jsonOf({ type: 'boolean' }), description);
export const integer = (description?: string, limits: Limits = {}): Schema =>
  described(jsonOf({ type: 'integer', ...limits }), description);
export const number = (description?: string, limits: Limits = {}): Schema =>
  described(jsonOf({ type: 'number', ...limits }), description);
/** Zero or a positive integer. */
export const count = (description?: string): Schema => integer(description, { minimum: 0 });
export const time = (description?: string): Schema => described(jsonOf({ type: 'string', format: 'date-time' }), description);
export const id = (description: string): Schema => text(`${description} Opaque.`);
export const words = (values: readonly string[], description?: string): Schema =>
  described(jsonOf({ type: 'string', enum: [...values] }), description);
export const literal = (value: string | number | boolean, description?: string): Schema =>
  described(jsonOf({ const: value }), description);
export const anything = (description: string): Schema => jsonOf({ description });

/** Allows `null`. The description of the schema becomes that of the whole, unless another one is given. */
export function orNull(type: Schema | Model, description?: string): Schema {
  const { description: own, ...rest } = schemaOf(type).json as Json & { description?: string };
  return described(jsonOf({ anyOf: [rest, { type: 'null' }] }), description ?? own);
}

export const anyOf = (types: readonly (Schema | Model)[], description?: string): Schema =>
  described(jsonOf({ anyOf: types.map((type) => schemaOf(type).json) }), description);

export const list = (items: Schema | Model, description?: string): Schema =>
  described(jsonOf({ type: 'array', items: schemaOf(items).json }), description);

/** An object whose property names are data. */
export const record = (values: Schema | Model, description?: string): Schema =>
  described(jsonOf({ type: 'object', additionalProperties: schemaOf(values).json }), description);
