import { ValidateBy } from 'class-validator';

const SHAPE = /^(?:19|20|21)\d{2}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z)?$/;

/** A calendar day or UTC time that exists: JavaScript takes 31 February for 3 March, PostgreSQL refuses it. */
export const isInstant = (text: string): boolean => {
  if (!SHAPE.test(text)) return false;
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && time.toISOString().slice(0, 10) === text.slice(0, 10);
};

export const IsInstant = (): PropertyDecorator =>
  ValidateBy({
    name: 'isInstant',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isInstant(value),
      defaultMessage: () => '$property must be a date (2026-02-05) or a UTC time (2026-02-05T10:00:00Z)',
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
export const endOf = (text: string): string => (text.length === 10 ? new Date(Date.parse(text) + DAY_MS).toISOString() : text);
export const startOf = (text: string): string => (text.length === 10 ? `${text}T00:00:00Z` : text);
