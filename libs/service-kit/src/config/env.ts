import { readFileSync } from 'node:fs';
import { LONGEST_WAIT_MS } from '@throughline/contracts';

/** What one setting reads from the environment. Messages name the variable and the rule, never the value: it may be a secret. */
export interface Setting<T> {
  readonly name: string;
  read(raw: string | undefined): { readonly value: T } | { readonly problem: string };
}

const present = (raw: string | undefined): raw is string => raw !== undefined && raw !== '';

const setting = <T>(
  name: string,
  fallback: { readonly value: T } | undefined,
  parse: (raw: string) => T | { readonly problem: string },
): Setting<T> => ({
  name,
  read(raw) {
    if (!present(raw)) return fallback ?? { problem: 'is required' };
    const parsed = parse(raw);
    return typeof parsed === 'object' && parsed !== null && 'problem' in parsed ? parsed : { value: parsed };
  },
});

const defaultTo = <T>(fallback: T | undefined): { readonly value: T } | undefined =>
  fallback === undefined ? undefined : { value: fallback };

/** Any text. */
export const text = (name: string, fallback?: string): Setting<string> => setting(name, defaultTo(fallback), (raw) => raw);

/** Text that may be absent. */
export const optionalText = (name: string): Setting<string | undefined> =>
  setting<string | undefined>(name, { value: undefined }, (raw) => raw);

/** A whole number within bounds. */
export const integer = (name: string, bounds: { min: number; max: number; fallback?: number }): Setting<number> =>
  setting<number>(name, defaultTo(bounds.fallback), (raw) => {
    const value = Number(raw);
    if (Number.isInteger(value) && value >= bounds.min && value <= bounds.max) return value;
    return { problem: `must be a whole number from ${String(bounds.min)} to ${String(bounds.max)}` };
  });

/** Milliseconds that a step may spend waiting for one thing: none reaches the time that it has as a whole (TMO-10). */
export const wait = (name: string, bounds: { min: number; fallback: number }): Setting<number> =>
  integer(name, { ...bounds, max: LONGEST_WAIT_MS });

/** `true`, `false`, `1` or `0`. */
export const flag = (name: string, fallback: boolean): Setting<boolean> =>
  setting<boolean>(name, { value: fallback }, (raw) => {
    if (raw === 'true' || raw === '1') return true;
    if (raw === 'false' || raw === '0') return false;
    return { problem: 'must be true or false' };
  });

/** One word of a list. */
export const oneOf = <const T extends string>(name: string, words: readonly T[], fallback?: T): Setting<T> =>
  setting<T>(
    name,
    defaultTo(fallback),
    (raw) => words.find((word) => word === raw) ?? { problem: `must be one of ${words.join(', ')}` },
  );

/** The text of a file, for settings that are given as one. */
export type ReadFile = (path: string) => string;

const fromDisk: ReadFile = (path) => readFileSync(path, 'utf8');

type Raw = { readonly raw: string | undefined } | { readonly problem: string };

/**
 * `NAME`, or the content of the file that `NAME_FILE` names: secrets of containers are files, and what is in the environment is shown by
 * whoever inspects a container, and is inherited by every child.
 */
function rawOf(name: string, env: Environment, readFile: ReadFile): Raw {
  const [raw, path] = [env[name], env[`${name}_FILE`]];
  if (!present(path)) return { raw };
  if (present(raw)) return { problem: `is given twice: as ${name} and as ${name}_FILE` };
  try {
    // Editors and `echo` end a file with a line break that is no part of a password.
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

/** Reads every setting, from the environment or from the file that the environment names; throws one error that lists every problem. */
export function readConfig<S extends Readonly<Record<string, Setting<unknown>>>>(
  settings: S,
  env: Environment,
  readFile: ReadFile = fromDisk,
): Values<S> {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(settings)) {
    const found = rawOf(one.name, env, readFile);
    const outcome = 'problem' in found ? found : one.read(found.raw);
    if ('problem' in outcome) problems.push(`  ${one.name} ${outcome.problem}`);
    else values[key] = outcome.value;
  }
  if (problems.length > 0) throw new Error(`Configuration has ${String(problems.length)} problem(s):\n${problems.join('\n')}`);
  // Every key was read above, or the function has thrown.
  return values as Values<S>;
}
