import { DAY_FORMATS, parseDay } from '@throughline/contracts';
import { ValidateBy, type ValidationArguments } from 'class-validator';
import { RequestField, type RequestFieldOptions } from '../fields.js';
import { text, time } from '../schemas.js';

const SHAPE = /^(?:19|20|21)\d{2}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z)?$/;

/** Accepts a calendar day or UTC time that exists: JavaScript reads 31 February as 3 March, and PostgreSQL refuses it. */
export const isInstant = (text: string): boolean => {
  if (!SHAPE.test(text)) return false;
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && time.toISOString().slice(0, 10) === text.slice(0, 10);
};

/** Returns true for a date in a format of SRC-08, or a UTC time. */
export const isDayOrInstant = (text: string): boolean => isInstant(text) || parseDay(text) !== undefined;

/** The refusal in the words of SRC-09. The descriptions of the fields name UTC times, too. */
export const describeWrongDay = (value: unknown): string =>
  `Invalid date format: '${String(value)}'. Supported formats: ${DAY_FORMATS}`;

const IsInstant = (): PropertyDecorator =>
  ValidateBy({
    name: 'isInstant',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isDayOrInstant(value),
      defaultMessage: (found?: ValidationArguments) => describeWrongDay(found?.value),
    },
  });

/** A day or UTC time. */
export const InstantField = (description: string, options: RequestFieldOptions = {}): PropertyDecorator =>
  RequestField(text(description), options, IsInstant());

const TIME = /^((?:19|20|21)\d{2}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Accepts an existing time with its UTC offset. */
export const isTime = (text: string): boolean => {
  const day = TIME.exec(text)?.[1];
  return day !== undefined && isInstant(day) && !Number.isNaN(Date.parse(text));
};

const IsTime = (): PropertyDecorator =>
  ValidateBy({
    name: 'isTime',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isTime(value),
      defaultMessage: () => '$property must be a time with its offset (2026-02-05T10:00:00Z)',
    },
  });

/** A time with its UTC offset. */
export const TimeField = (description: string, options: RequestFieldOptions = {}): PropertyDecorator =>
  RequestField(time(description), options, IsTime());

const DAY_MS = 24 * 60 * 60 * 1000;

/** Returns the end of a range that is given by its last day or time: a whole day is included. */
export function resolveRangeEnd(text: string): string {
  const day = parseDay(text);
  return day === undefined ? text : new Date(Date.parse(day) + DAY_MS).toISOString();
}
export function resolveRangeStart(text: string): string {
  const day = parseDay(text);
  return day === undefined ? text : `${day}T00:00:00Z`;
}
