import { GoogleRefusal } from './refusals.js';

type FieldSelection = ReadonlyMap<string, FieldSelection | undefined>;

const wrong = (fields: string): GoogleRefusal => new GoogleRefusal(400, 'invalidParameter', `Invalid field selection ${fields}`);

/** Parses `id,name,files(id,size)`, the syntax of partial responses. */
function parse(fields: string): FieldSelection {
  const tokens = fields.match(/[a-zA-Z0-9]+|[(),]/g) ?? [];
  if (tokens.join('') !== fields || tokens.length === 0) throw wrong(fields);
  const rest = [...tokens];
  const list = (): FieldSelection => {
    const selected = new Map<string, FieldSelection | undefined>();
    for (;;) {
      const name = rest.shift();
      if (name === undefined || !/^\w+$/.test(name)) throw wrong(fields);
      const nested = rest[0] === '(' ? (rest.shift(), list()) : undefined;
      if (nested !== undefined && rest.shift() !== ')') throw wrong(fields);
      selected.set(name, nested);
      if (rest[0] !== ',') return selected;
      rest.shift();
    }
  };
  const selected = list();
  if (rest.length > 0) throw wrong(fields);
  return selected;
}

function requireKnown(selected: FieldSelection, known: readonly string[]): void {
  for (const [name, nested] of selected) {
    if (!known.includes(name)) throw wrong(name);
    if (nested !== undefined) requireKnown(nested, known);
  }
}

function pick(value: unknown, selected: FieldSelection): unknown {
  if (Array.isArray(value)) return value.map((each) => pick(each, selected));
  const object = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    [...selected].flatMap(([name, nested]) => {
      const found = object[name];
      if (found === undefined) return [];
      return [[name, nested === undefined ? found : pick(found, nested)]];
    }),
  );
}

/** An unknown field is refused. */
export function selectFields(value: object, fields: string, known: readonly string[]): unknown {
  const selected = parse(fields);
  requireKnown(selected, known);
  return pick(value, selected);
}
