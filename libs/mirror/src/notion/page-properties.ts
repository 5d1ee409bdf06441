import { isObject } from '@throughline/contracts';
/** A property of a page: its type, and its value if the mirror supports the type. */
export interface PropertySnapshot {
  readonly type: string;
  /** Null: empty. `undefined`: a type that the mirror does not read. */
  readonly value: string | number | null | undefined;
}

export type PageProperties = ReadonlyMap<string, PropertySnapshot>;

const plainText = (value: unknown): string | undefined =>
  Array.isArray(value)
    ? value.map((item: unknown) => (isObject(item) && typeof item['plain_text'] === 'string' ? item['plain_text'] : '')).join('')
    : undefined;

const readMember =
  (name: string) =>
  (value: unknown): string | null | undefined => {
    if (value === null) return null;
    const found = isObject(value) ? value[name] : undefined;
    return typeof found === 'string' ? found : undefined;
  };

const READERS: Readonly<Record<string, (value: unknown) => string | number | null | undefined>> = {
  select: readMember('name'),
  status: readMember('name'),
  date: readMember('start'),
  rich_text: plainText,
  url: (value) => (typeof value === 'string' || value === null ? value : undefined),
  number: (value) => (typeof value === 'number' || value === null ? value : undefined),
};

const parseProperty = (value: unknown): PropertySnapshot | undefined => {
  if (!isObject(value) || typeof value['type'] !== 'string') return undefined;
  const { type } = value;
  return { type, value: READERS[type]?.(value[type]) };
};

/** Parses properties by name. Skips those without a type. */
export const parseProperties = (value: unknown): PageProperties =>
  new Map(
    Object.entries(isObject(value) ? value : {}).flatMap(([name, each]) => {
      const property = parseProperty(each);
      return property === undefined ? [] : [[name, property] as const];
    }),
  );

function parseOptionNames(value: unknown): readonly string[] | undefined {
  if (!isObject(value) || typeof value['type'] !== 'string') return undefined;
  const inner = value[value['type']];
  const options = isObject(inner) ? inner['options'] : undefined;
  if (!Array.isArray(options)) return undefined;
  return options.flatMap((option: unknown) => (isObject(option) && typeof option['name'] === 'string' ? [option['name']] : []));
}

export const parseOptions = (value: unknown): ReadonlyMap<string, readonly string[]> =>
  new Map(
    Object.entries(isObject(value) ? value : {}).flatMap(([name, each]) => {
      const names = parseOptionNames(each);
      return names === undefined ? [] : [[name, names] as const];
    }),
  );
