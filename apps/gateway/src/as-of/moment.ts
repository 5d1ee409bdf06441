import { comparePosition, parsePosition, type Position } from '@throughline/event-store';
import { ValidateBy } from 'class-validator';
import { invalid } from '../problems/problem.js';
import { isTime } from '../requests/instant.js';

/** A moment in the past of the log: a time by the broker's clock, or a place. */
export type Moment =
  { readonly kind: 'time'; readonly time: string } | { readonly kind: 'position'; readonly position: Position };

const POSITION = /^(?:0|[1-9]\d{0,17})$/;

/** `2026-11-20T14:03:00Z`, or the position that an answer named. */
export function parseMoment(text: string): Moment | undefined {
  if (POSITION.test(text)) return { kind: 'position', position: parsePosition(text) };
  return isTime(text) ? { kind: 'time', time: new Date(text).toISOString() } : undefined;
}

/** Of a query. Throws `invalid`. */
export function momentOf(text: string): Moment {
  const moment = parseMoment(text);
  if (moment === undefined) throw invalid([{ pointer: '/query/as_of', message: 'must be a time or a position' }]);
  return moment;
}

/** Whether something that was stored then and there belongs to the moment. */
export const isWithin = (moment: Moment, { storedAt, position }: { storedAt: string; position: Position }): boolean =>
  moment.kind === 'time' ? Date.parse(storedAt) <= Date.parse(moment.time) : comparePosition(position, moment.position) <= 0;

export const IsMoment = (): PropertyDecorator =>
  ValidateBy({
    name: 'isMoment',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && parseMoment(value) !== undefined,
      defaultMessage: () => '$property must be a time with its offset (2026-11-20T14:03:00Z) or a position that an answer gave',
    },
  });
