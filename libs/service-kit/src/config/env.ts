import { readFileSync } from 'node:fs';
import { LONGEST_WAIT_MS } from '@throughline/contracts';

/** A setting and its parser. Messages name the variable and the rule, never the value, which may be a secret. */
export interface Setting<T> {
  readonly name: string;
  read(raw: string | undefined): { readonly value: T } | { readonly problem: string };
}

const isPresent = (raw: string | undefined): raw is string => raw !== undefined && raw !== '';

const setting = <T>(
  name: string,
  fallback: { readonly value: T } | undefined,
  parse: (raw: string) => T | { readonly problem: string },
): Setting<T> => ({
  name,
  read(raw) {
    if (!isPresent(raw)) return fallback ?? { problem: 'is required' };
    const parsed = parse(raw);
    return typeof parsed === 'object' && parsed !== null && 'problem' in parsed ? parsed : { value: parsed };
  },
});

const defaultTo = <T>(fallback: T | undefined): { readonly value: T } | undefined =>
  fallback === undefined ? undefined : { value: fallback };

export const text = (name: string, fallback?: string): Setting<string> => setting(name, defaultTo(fallback), (raw) => raw);

export const optionalText = (name: string): Setting<string | undefined> =>
  setting<string | undefined>(name, { value: undefined }, (raw) => raw);

const parseInteger =
  ({ min, max }: { min: number; max: number }) =>
  (raw: string): number | { readonly problem: string } => {
    const value = Number(raw);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    return { problem: `must be a whole number from ${String(min)} to ${String(max)}` };
  };

export const integer = (name: string, bounds: { min: number; max: number; fallback?: number }): Setting<number> =>
  setting<number>(name, defaultTo(bounds.fallback), parseInteger(bounds));

export const optionalInteger = (name: string, bounds: { min: number; max: number }): Setting<number | undefined> =>
  setting<number | undefined>(name, { value: undefined }, parseInteger(bounds));

/** Reads milliseconds that a step may wait for one thing, always less than the step's own limit (TMO-10). */
export const wait = (name: string, bounds: { min: number; fallback: number }): Setting<number> =>
  integer(name, { ...bounds, max: LONGEST_WAIT_MS });

/** Accepts `true`, `false`, `1` and `0`. */
export const flag = (name: string, fallback: boolean): Setting<boolean> =>
  setting<boolean>(name, { value: fallback }, (raw) => {
    if (raw === 'true' || raw === '1') return true;
    if (raw === 'false' || raw === '0') return false;
    return { problem: 'must be true or false' };
  });

export const oneOf = <const T extends string>(name: string, words: readonly T[], fallback?: T): Setting<T> =>
  setting<T>(
    name,
    defaultTo(fallback),
    (raw) => words.find((word) => word === raw) ?? { problem: `must be one of ${words.join(', ')}` },
  );

export type ReadFile = (path: string) => string;

const fromDisk: ReadFile = (path) => readFileSync(path, 'utf8');

type Raw = { readonly raw: string | undefined } | { readonly problem: string };

/**
 * Returns the value of `NAME`, or the content of the file that `NAME_FILE` names. Containers provide secrets as files, because
 * environment variables are visible to inspection and inherited by child processes.
 */
function readRaw(name: string, env: Environment, readFile: ReadFile): Raw {
  const [raw, path] = [env[name], env[`${name}_FILE`]];
  if (!isPresent(path)) return { raw };
  if (isPresent(raw)) return { problem: `is given twice: as ${name} and as ${name}_FILE` };
  try {
    // Editors and `echo` add a line break at the end, which does not belong to a password.
    const content = readFile(path).replace(/\r?\n$/, '');
    return content === '' ? { problem: `is to come from ${name}_FILE, and that file is empty` } : { raw: content };
  } catch (error) {
    return { problem: `is to come from ${name}_FILE, and that file cannot be read (${codeOf(error)})` };
  }
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';

type Environment = Readonly<Record<string, string | undefined>>;

type Values<S extends Readonly<Record<string, Setting<unknown>>>> = {
  readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never;
};

/** Reads all settings from the environment or from files that it names. Throws one error with all problems. */
export function readConfig<S extends Readonly<Record<string, Setting<unknown>>>>(
  settings: S,
  env: Environment,
  readFile: ReadFile = fromDisk,
): Values<S> {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(settings)) {
    const found = readRaw(one.name, env, readFile);
    const outcome = 'problem' in found ? found : one.read(found.raw);
    if ('problem' in outcome) problems.push(`  ${one.name} ${outcome.problem}`);
    else values[key] = outcome.value;
  }
  if (problems.length > 0) throw new Error(`The configuration is wrong:\n${problems.join('\n')}`);
  // The cast is safe because every key was read above, or the function has thrown.
  return values as Values<S>;
}
