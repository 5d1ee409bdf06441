import { parseArgs } from 'node:util';

/**
 * `rounds` count after one that does not. `events` is the work of each contestant in a round: each bench defines the unit.
 * `items` is the work of a second comparison, or the size of what is searched. `seconds` is the length of a recording, `rest-seconds` that of a time without work.
 */
type Flag = 'rounds' | 'events' | 'items' | 'seconds' | 'rest-seconds';

export class UsageError extends Error {
  readonly kind = 'usage';
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UsageError';
  }
}

const count = (name: string, text: string | undefined, fallback: number): number => {
  const value = text === undefined ? fallback : Number(text);
  if (!Number.isInteger(value) || value < 1) throw new UsageError(`--${name} is a whole number of at least 1`);
  return value;
};

const valuesOf = (args: readonly string[], names: readonly string[]): Readonly<Record<string, string | undefined>> => {
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (cause) {
    const known = names.map((name) => `--${name} N`).join(', ');
    throw new UsageError(`${cause instanceof Error ? cause.message : 'Wrong use'}; this bench has ${known} and --json`, {
      cause,
    });
  }
};

/** Reads the flags of a bench, which are those that have a default. A flag that changes nothing is an error. */
export function benchOptions<F extends Flag>(
  args: readonly string[],
  defaults: Readonly<Record<F, number>>,
): Readonly<Record<F, number>> {
  const names = Object.keys(defaults) as F[];
  const values = valuesOf(args, names);
  return Object.fromEntries(names.map((name) => [name, count(name, values[name], defaults[name])])) as Record<F, number>;
}
