import { createHash } from 'node:crypto';
import { FOLD_VERSION } from '@throughline/domain';
import { parsePosition } from '@throughline/event-store';
import type { Vector } from './vector.js';

/** Up to where a stream has told everything: what the `id:` of an event says. */
export interface Told {
  /** Of the rows. */
  readonly era: string;
  readonly vector: Vector;
}

const FORMAT = 'a';
/** The log's positions are numbers; 13 digits of base 36 hold any of them. */
const PLACES = /^[0-9a-z]{1,13}(?:-[0-9a-z]{1,13}){0,1023}$/;
const PARTS = 4;

/** Of what a stream tells: an id is good for the same kind of stream, of the same library, rendered by the same rules. */
export const scopeOf = (what: string): string =>
  createHash('sha256')
    .update(`${String(FOLD_VERSION)} ${what}`)
    .digest('base64url')
    .slice(0, 8);

/** Opaque to clients. */
export const eventId = (scope: string, { era, vector }: Told): string =>
  [FORMAT, scope, era, vector.map((position) => BigInt(position).toString(36)).join('-')].join('.');

const decimal = (digits: string): string =>
  Array.from(digits, (digit) => BigInt(parseInt(digit, 36)))
    .reduce((sum, digit) => sum * 36n + digit, 0n)
    .toString();

/** Undefined where the id was not made for this stream, or not by us. */
export function toldBy(scope: string, id: string): Told | undefined {
  const [format, of, era, places = '', ...more] = id.split('.', PARTS + 1);
  if (format !== FORMAT || of !== scope || era === undefined || more.length > 0 || !PLACES.test(places)) return undefined;
  try {
    return { era, vector: places.split('-').map((digits) => parsePosition(decimal(digits))) };
  } catch {
    return undefined;
  }
}
