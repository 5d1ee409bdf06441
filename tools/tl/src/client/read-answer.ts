import type { List } from '@throughline/api-client';
import { CliError } from '../exit.js';

type Reader<T> = (answer: unknown) => T;

function requireFields(value: unknown, fields: readonly string[]): void {
  const isExpected = typeof value === 'object' && value !== null && fields.every((field) => field in value);
  if (isExpected) return;
  throw new CliError('failed', 'The server answered something else than expected', {
    tryInstead: 'Are tl and the server of the same version?',
  });
}

/**
 * Returns a reader of answers of the gateway, whose types it trusts. The fields only tell such an answer from that of another
 * program, e.g. a proxy.
 */
export const readerOf =
  <T extends object>(...fields: readonly (keyof T & string)[]): Reader<T> =>
  (value) => {
    requireFields(value, fields);
    return value as T;
  };

/** Returns a reader of lists and pages, with the fields of one item. */
export const listReaderOf =
  <T extends object, L extends List<T> = List<T>>(...fields: readonly (keyof T & string)[]): Reader<L> =>
  (value) => {
    requireFields(value, ['items']);
    const { items } = value as { readonly items: unknown };
    for (const item of Array.isArray(items) ? items : [undefined]) requireFields(item, fields);
    return value as L;
  };
