import { comparePosition, parsePosition, type Position } from '@throughline/event-store';
import { ValidateBy } from 'class-validator';
import { RequestField } from '../../http/fields.js';
import { invalid } from '../../http/problems/problem.js';
import { isTime } from '../../http/requests/instant.js';
import { text } from '../../http/schemas.js';

/** A moment in the past of the log: a time by the broker's clock, or a position. */
export type Moment =
  { readonly kind: 'time'; readonly time: string } | { readonly kind: 'position'; readonly position: Position };

const POSITION = /^(?:0|[1-9]\d{0,17})$/;

/** Parses a time such as `2026-11-20T14:03:00Z`, or a position from an earlier answer. */
export function parseMoment(text: string): Moment | undefined {
  if (POSITION.test(text)) return { kind: 'position', position: parsePosition(text) };
  return isTime(text) ? { kind: 'time', time: new Date(text).toISOString() } : undefined;
}

/** Parses the query parameter `as_of`. Throws `invalid`. */
export function requireMoment(text: string): Moment {
  const moment = parseMoment(text);
  if (moment === undefined) throw invalid([{ pointer: '/query/as_of', message: 'must be a time or a position' }]);
  return moment;
}

/** Returns true if a commit was stored at or before the moment. */
export const isWithin = (moment: Moment, { storedAt, position }: { storedAt: string; position: Position }): boolean =>
  moment.kind === 'time' ? Date.parse(storedAt) <= Date.parse(moment.time) : comparePosition(position, moment.position) <= 0;

const IsMoment = (): PropertyDecorator =>
  ValidateBy({
    name: 'isMoment',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && parseMoment(value) !== undefined,
      defaultMessage: () =>
        '$property must be a time with its offset (2026-11-20T14:03:00Z) or a position from an earlier answer',
    },
  });

/** A moment of the past as a parameter of a query. */
export const MomentParameter = (description: string): PropertyDecorator =>
  RequestField(
    text(`${description} A time by the log's clock, or a position that an answer gave.`),
    { example: '2026-11-20T14:03:00Z' },
    IsMoment(),
  );
