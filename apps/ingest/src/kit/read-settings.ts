import { PermanentError, type SourceConfig } from '@throughline/contracts';
import { readRelativePath } from '@throughline/service-kit/forms';

export type Settings = SourceConfig['settings'];

const MAX_PATH_BYTES = 500;

export const misconfiguredError = (why: string): PermanentError => new PermanentError('source-misconfigured', why);

/** Refuses settings that the form does not have, which are likely misspelt. `what` as in "A folder source". */
export function requireKnownSettings(settings: Settings, form: object, what: string): void {
  const unknown = Object.keys(settings).find((name) => !Object.hasOwn(form, name));
  if (unknown !== undefined)
    throw misconfiguredError(`${what} has no setting '${unknown}'; it has: ${Object.keys(form).join(', ')}`);
}

/** Returns what the operator has set up by a name that users choose. `what` as in "There is no source folder 'x'". */
export function findByName<T>(
  known: Readonly<Record<string, T>>,
  name: unknown,
  what: string,
): { readonly name: string; readonly value: T } {
  if (typeof name === 'string') {
    const value = Object.hasOwn(known, name) ? known[name] : undefined;
    if (value !== undefined) return { name, value };
  }
  throw misconfiguredError(`There is no ${what} '${String(name)}'; available: ${Object.keys(known).join(', ') || 'none'}`);
}

/** `what` as in "The preferred view must be one of". */
export function readChoice<T extends string>(value: unknown, options: readonly T[], what: string): T {
  const found = options.find((one) => one === value);
  if (found === undefined) throw misconfiguredError(`${what} must be one of: ${options.join(', ')}`);
  return found;
}

export interface WholeNumber {
  readonly fallback: number;
  readonly max: number;
  /** The subject of the error, as in "The days must be a whole number". */
  readonly what: string;
}

/** Reads a whole number from 1 on. */
export function readWholeNumber(value: unknown, { fallback, max, what }: WholeNumber): number {
  if (value === undefined) return fallback;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw misconfiguredError(`${what} must be a whole number from 1 to ${String(max)}`);
}

/** Reads names joined by slashes. `what` as in "The setting 'path' of a folder source must be a text". */
export function readFolderNames(text: unknown, what: string): readonly string[] {
  if (typeof text !== 'string') throw misconfiguredError(`${what} must be a text`);
  const read = readRelativePath(text, MAX_PATH_BYTES);
  if ('problem' in read) throw misconfiguredError(`${what} ${read.problem}`);
  return read.path === '' ? [] : read.path.split('/');
}
