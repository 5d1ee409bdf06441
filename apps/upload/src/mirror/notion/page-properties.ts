/** A property as Notion tells it: its type, and what stands in it, where that is a kind of value that mirrors know. */
export interface SeenProperty {
  readonly type: string;
  /** Null where it is empty; undefined where it is of another kind. */
  readonly value: string | number | null | undefined;
}

export type PageProperties = ReadonlyMap<string, SeenProperty>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

const plainText = (value: unknown): string | undefined =>
  Array.isArray(value)
    ? value.map((item: unknown) => (isObject(item) && typeof item['plain_text'] === 'string' ? item['plain_text'] : '')).join('')
    : undefined;

const member =
  (name: string) =>
  (value: unknown): string | null | undefined => {
    if (value === null) return null;
    const found = isObject(value) ? value[name] : undefined;
    return typeof found === 'string' ? found : undefined;
  };

const READERS: Readonly<Record<string, (value: unknown) => string | number | null | undefined>> = {
  select: member('name'),
  status: member('name'),
  date: member('start'),
  rich_text: plainText,
  url: (value) => (typeof value === 'string' || value === null ? value : undefined),
  number: (value) => (typeof value === 'number' || value === null ? value : undefined),
};

const propertyOf = (told: unknown): SeenProperty | undefined => {
  if (!isObject(told) || typeof told['type'] !== 'string') return undefined;
  const { type } = told;
  return { type, value: READERS[type]?.(told[type]) };
};

/** Properties by their names; what has no type is left out. */
export const propertiesOf = (told: unknown): PageProperties =>
  new Map(
    Object.entries(isObject(told) ? told : {}).flatMap(([name, each]) => {
      const property = propertyOf(each);
      return property === undefined ? [] : [[name, property] as const];
    }),
  );

function namesOf(told: unknown): readonly string[] | undefined {
  if (!isObject(told) || typeof told['type'] !== 'string') return undefined;
  const inner = told[told['type']];
  const options = isObject(inner) ? inner['options'] : undefined;
  if (!Array.isArray(options)) return undefined;
  return options.flatMap((option: unknown) => (isObject(option) && typeof option['name'] === 'string' ? [option['name']] : []));
}

/** Names of the options of those properties of a data source that are chosen from. */
export const optionsOf = (told: unknown): ReadonlyMap<string, readonly string[]> =>
  new Map(
    Object.entries(isObject(told) ? told : {}).flatMap(([name, each]) => {
      const names = namesOf(each);
      return names === undefined ? [] : [[name, names] as const];
    }),
  );
