import type { Json, JsonObject } from '@throughline/contracts';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
const keysOf = (value: JsonObject): readonly string[] => Object.keys(value).filter((key) => value[key] !== undefined);

/** Whether two JSON values are the same, whatever the order of keys. */
export function sameJson(one: Json | undefined, other: Json | undefined): boolean {
  if (isList(one) && isList(other))
    return one.length === other.length && one.every((item, index) => sameJson(item, other[index]));
  if (!isObject(one) || !isObject(other)) return one === other;
  const keys = keysOf(one);
  return keys.length === keysOf(other).length && keys.every((key) => sameJson(one[key], other[key]));
}
