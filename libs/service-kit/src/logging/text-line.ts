import { errorText, type ErrorFields } from './error-fields.js';
import { formatTaskContext } from './task-context.js';

/** Of pino or told in front of the message; the rest of a line's fields follow it. */
const TOLD = new Set(['level', 'time', 'service', 'pid', 'msg', 'task', 'rec', 'user', 'asset', 'trace_id', 'span_id', 'err']);

const textIn = (fields: object, name: string): string | undefined => {
  const value: unknown = Object.entries(fields).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : undefined;
};

/** One line each, whatever stands in a value: a line that somebody else has begun would be taken for ours. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

const shown = (value: unknown): string => oneLine(typeof value === 'string' ? value : JSON.stringify(value));

const errorIn = (fields: object): string => {
  const err: unknown = 'err' in fields ? fields.err : undefined;
  return typeof err === 'object' && err !== null ? ` err=${shown(errorText(err as ErrorFields))}` : '';
};

function taskIn(fields: object): string {
  const [task, rec, user] = [textIn(fields, 'task'), textIn(fields, 'rec') ?? textIn(fields, 'asset'), textIn(fields, 'user')];
  return formatTaskContext({
    ...(task === undefined ? {} : { task }),
    ...(rec === undefined ? {} : { rec }),
    ...(user === undefined ? {} : { user }),
  });
}

/** A line of JSON as people read it. What belongs to a task has TMO-08's form after time, level and service. */
export function textLine(json: string): string {
  const fields: unknown = JSON.parse(json);
  if (typeof fields !== 'object' || fields === null) return json;
  const head = [textIn(fields, 'time'), (textIn(fields, 'level') ?? 'info').toUpperCase().padEnd(5), textIn(fields, 'service')];
  const rest = Object.entries(fields)
    .filter(([name]) => !TOLD.has(name))
    .map(([name, value]) => ` ${name}=${shown(value)}`)
    .join('');
  return `${head.join(' ')} ${taskIn(fields)}${oneLine(textIn(fields, 'msg') ?? '')}${rest}${errorIn(fields)}\n`;
}
