import { Type, type TSchema } from 'typebox';
import { isObject } from '../json/json.js';
import { isInstantSchema } from './instant.js';

/** Yields the times in the data of an event by its schema, each with its JSON pointer. */
export function* findInstants(schema: TSchema, value: unknown, pointer = ''): Generator<readonly [string, string]> {
  if (isInstantSchema(schema) && typeof value === 'string') yield [pointer, value];
  if (!Type.IsObject(schema) || !isObject(value)) return;
  for (const [name, property] of Object.entries(schema.properties))
    yield* findInstants(property, value[name], `${pointer}/${name}`);
}
