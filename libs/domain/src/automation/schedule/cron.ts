import { WEEKDAYS } from './schedule.js';

interface FieldRule {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  /** Names for numbers from `min` on. */
  readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const FIELDS = [
  { label: 'minute', min: 0, max: 59 },
  { label: 'hour', min: 0, max: 23 },
  { label: 'day of the month', min: 1, max: 31 },
  { label: 'month', min: 1, max: 12, names: MONTHS },
  // 7 is Sunday too.
  { label: 'day of the week', min: 0, max: 7, names: WEEKDAYS },
] as const satisfies readonly FieldRule[];
const SUNDAY_TOO = 7;

export interface CronField {
  readonly values: ReadonlySet<number>;
  /** Begins with `*`. */
  readonly isOpen: boolean;
}

export interface CronFields {
  readonly minute: CronField;
  readonly hour: CronField;
  readonly dayOfMonth: CronField;
  readonly month: CronField;
  readonly dayOfWeek: CronField;
}

export type ParsedCron = { readonly fields: CronFields } | { readonly problem: string };

/** The reason why an expression is refused, inside of this file. */
class CronProblem extends Error {}

function readNumber(text: string, { label, min, max, names = [] }: FieldRule): number {
  const named = names.indexOf(text.toLowerCase());
  if (named !== -1) return min + named;
  const value = /^\d{1,2}$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  const orName = names.length > 0 ? ` or one of ${names.join(', ')}` : '';
  throw new CronProblem(`the ${label} '${text}' must be a number from ${String(min)} to ${String(max)}${orName}`);
}

function readRange(text: string, rule: FieldRule): readonly [number, number] {
  if (text === '*') return [rule.min, rule.max];
  const [from = '', to, ...rest] = text.split('-');
  if (rest.length > 0) throw new CronProblem(`the ${rule.label} '${text}' must be a number or a range such as 1-5`);
  const first = readNumber(from, rule);
  const last = to === undefined ? first : readNumber(to, rule);
  if (last < first) throw new CronProblem(`the ${rule.label} '${text}' must not end before it begins`);
  return [first, last];
}

function readStep(text: string, range: string, rule: FieldRule): number {
  const step = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (step < 1) throw new CronProblem(`the step of the ${rule.label} '${range}/${text}' must be a number from 1 to 99`);
  if (range !== '*' && !range.includes('-'))
    throw new CronProblem(
      `the ${rule.label} '${range}/${text}' needs a range before the step, such as ${range}-${String(rule.max)}`,
    );
  return step;
}

function readPart(text: string, rule: FieldRule): readonly number[] {
  const [range = '', stepText, ...rest] = text.split('/');
  if (rest.length > 0) throw new CronProblem(`the ${rule.label} '${text}' must have one step at most`);
  const [first, last] = readRange(range, rule);
  const step = stepText === undefined ? 1 : readStep(stepText, range, rule);
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => first + index * step);
}

const readField = (text: string, rule: FieldRule): CronField => ({
  values: new Set(text.split(',').flatMap((part) => readPart(part, rule))),
  isOpen: text.startsWith('*'),
});

const withoutSeven = ({ values, isOpen }: CronField): CronField => ({
  values: new Set([...values].map((value) => (value === SUNDAY_TOO ? 0 : value))),
  isOpen,
});

function readFields(expression: string): CronFields {
  const texts = expression.trim().split(/\s+/);
  if (texts.length !== FIELDS.length)
    throw new CronProblem('must have five fields: minute, hour, day of the month, month, day of the week');
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = ''] = texts;
  return {
    minute: readField(minute, FIELDS[0]),
    hour: readField(hour, FIELDS[1]),
    dayOfMonth: readField(dayOfMonth, FIELDS[2]),
    month: readField(month, FIELDS[3]),
    dayOfWeek: withoutSeven(readField(dayOfWeek, FIELDS[4])),
  };
}

/** Reads the five fields of POSIX cron, with steps and English names. Seconds, `@daily`, `L`, `W`, `#` and `?` are refused. */
export function parseCron(expression: string): ParsedCron {
  try {
    return { fields: readFields(expression) };
  } catch (error) {
    if (error instanceof CronProblem) return { problem: error.message };
    throw error;
  }
}
