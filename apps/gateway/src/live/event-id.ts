import { FOLD_VERSION } from '@throughline/domain';
import { parsePosition } from '@throughline/event-store';
import { createHash } from 'node:crypto';
import type { Vector } from './vector.js';

const RETRY_MS = 2_000;

type EventName = 'snapshot' | 'change' | 'progress' | 'reset';

export type ResetReason =
  /** The `Last-Event-ID` does not belong to this stream. */
  | 'unknown-id'
  | 'rebuilt'
  | 'too-far-behind'
  | 'slow-reader'
  /** An item was moved to another library. */
  | 'item-moved'
  /** The token or sign-in is no longer valid: nothing follows. */
  | 'signed-out';

/** Formats an event without its id. JSON has no line breaks, so one `data:` line holds it. */
export const formatEvent = (event: EventName, data: unknown): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n`;

/** Adds an id, which says that everything up to it has been sent. */
export const formatFrame = (body: string, id?: string): string => (id === undefined ? `${body}\n` : `${body}id: ${id}\n\n`);

/** Formats a comment, which clients ignore, and the stream's position, which they store: an id without data makes no event. */
export const formatHeartbeat = (id: string): string => `: still here\nid: ${id}\n\n`;

export const formatOpening = (): string => `retry: ${String(RETRY_MS)}\n\n`;

/** The position up to which a stream has sent everything. Encoded in the `id:` of events. */
export interface StreamPosition {
  /** Identifies the build of the rows; a rebuild starts a new era. */
  readonly era: string;
  readonly vector: Vector;
}

const FORMAT = 'a';
/** Positions are numbers. 13 digits of base 36 hold any of them. */
const PLACES = /^[0-9a-z]{1,13}(?:-[0-9a-z]{1,13}){0,1023}$/;
const PARTS = 4;

/**
 * Returns the scope of an event id: the id is valid only for the same kind of stream, the same library and the same fold
 * version.
 */
export const hashScope = (what: string): string =>
  createHash('sha256')
    .update(`${String(FOLD_VERSION)} ${what}`)
    .digest('base64url')
    .slice(0, 8);

export const formatEventId = (scope: string, { era, vector }: StreamPosition): string =>
  [FORMAT, scope, era, vector.map((position) => BigInt(position).toString(36)).join('-')].join('.');

const toDecimal = (digits: string): string =>
  Array.from(digits, (digit) => BigInt(parseInt(digit, 36)))
    .reduce((sum, digit) => sum * 36n + digit, 0n)
    .toString();

/** Returns undefined if the id was not made for this stream. */
export function parseEventId(scope: string, id: string): StreamPosition | undefined {
  const [format, of, era, places = '', ...more] = id.split('.', PARTS + 1);
  if (format !== FORMAT || of !== scope || era === undefined || more.length > 0 || !PLACES.test(places)) return undefined;
  try {
    return { era, vector: places.split('-').map((digits) => parsePosition(toDecimal(digits))) };
  } catch {
    return undefined;
  }
}
