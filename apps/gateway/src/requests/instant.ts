import { DAY_FORMATS, dayOf } from '@throughline/contracts';
import { ValidateBy, type ValidationArguments } from 'class-validator';

const SHAPE = /^(?:19|20|21)\d{2}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z)?$/;

/** A calendar day or UTC time that exists: JavaScript takes 31 February for 3 March, PostgreSQL refuses it. */
export const isInstant = (text: string): boolean => {
  if (!SHAPE.test(text)) return false;
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && time.toISOString().slice(0, 10) === text.slice(0, 10);
};

/** A date in one of the formats of SRC-08, or a UTC time. The refusal is that of SRC-09. */
export const IsInstant = (): PropertyDecorator =>
  ValidateBy({
    name: 'isInstant',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && (isInstant(value) || dayOf(value) !== undefined),
      defaultMessage: (found?: ValidationArguments) =>
        `Invalid date format: '${String(found?.value)}'. Supported formats: ${DAY_FORMATS}, and UTC times (2026-02-05T10:00:00Z)`,
    },
  });

const TIME = /^((?:19|20|21)\d{2}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** A time that exists, with its place in UTC. */
export const isTime = (text: string): boolean => {
  const day = TIME.exec(text)?.[1];
  return day !== undefined && isInstant(day) && !Number.isNaN(Date.parse(text));
};

export const IsTime = (): PropertyDecorator =>
  ValidateBy({
    name: 'isTime',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isTime(value),
      defaultMessage: () => '$property must be a time with its offset (2026-02-05T10:00:00Z)',
    },
  });

const DAY_MS = 24 * 60 * 60 * 1000;

/** The end of a span that is given by its last day or time: a whole day is included. */
export function endOf(text: string): string {
  const day = dayOf(text);
  return day === undefined ? text : new Date(Date.parse(day) + DAY_MS).toISOString();
}
export function startOf(text: string): string {
  const day = dayOf(text);
  return day === undefined ? text : `${day}T00:00:00Z`;
}
