import { isObject } from '@throughline/contracts';

/** A value of a field before or after a change. */
export type FieldValue = string | number | boolean | null;

export interface FieldChange {
  readonly from: FieldValue;
  readonly to: FieldValue;
}

/** Changed fields by name. `changed`: the log keeps no value of this field. */
export type Changes = Readonly<Record<string, FieldChange | 'changed'>>;

const LONGEST_VALUE = 200;
const MAX_FIELDS = 50;

type Leaves = ReadonlyMap<string, unknown>;

const addLeaves = (leaves: Map<string, unknown>, path: string, value: unknown): void => {
  if (isObject(value)) {
    for (const [name, one] of Object.entries(value)) addLeaves(leaves, path === '' ? name : `${path}.${name}`, one);
  } else if (value !== undefined && value !== null) leaves.set(path, value);
};

const leavesOf = (value: object | undefined): Leaves => {
  const leaves = new Map<string, unknown>();
  addLeaves(leaves, '', value ?? {});
  return leaves;
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, LONGEST_VALUE);

const valueOf = (value: unknown): FieldValue => {
  if (value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return Array.isArray(value) ? value.map(textOf).join(', ').slice(0, LONGEST_VALUE) : textOf(value);
};

const isHarmless = (value: unknown): boolean => value === undefined || typeof value === 'number' || typeof value === 'boolean';

/**
 * Returns the fields that differ, nested ones by their path. Numbers and switches keep their values. A text may be a secret, or
 * what a person wrote, so it keeps its value only if its field is listed.
 */
export function changesOf(before: object | undefined, after: object | undefined, texts: readonly string[] = []): Changes {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].filter(
    (name) => JSON.stringify(old.get(name)) !== JSON.stringify(now.get(name)),
  );
  const changes = names.slice(0, MAX_FIELDS).map((name) => {
    const [from, to] = [old.get(name), now.get(name)];
    const isShown = texts.includes(name) || (isHarmless(from) && isHarmless(to));
    return [name.slice(0, LONGEST_VALUE), isShown ? { from: valueOf(from), to: valueOf(to) } : 'changed'] as const;
  });
  return Object.fromEntries(changes);
}
