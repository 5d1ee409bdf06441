import { formatError, type ErrorFields } from './error-fields.js';
import { formatTaskContext } from './task-context.js';

const TOLD = new Set(['level', 'time', 'service', 'pid', 'msg', 'task', 'rec', 'user', 'asset', 'trace_id', 'span_id', 'err']);

const textIn = (fields: object, name: string): string | undefined => {
  const value: unknown = Object.entries(fields).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : undefined;
};

/** Replaces line breaks and control characters, so that no value can forge a log line. */
const toOneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

const formatValue = (value: unknown): string => toOneLine(typeof value === 'string' ? value : JSON.stringify(value));

const errorIn = (fields: object): string => {
  const err: unknown = 'err' in fields ? fields.err : undefined;
  return typeof err === 'object' && err !== null ? ` err=${formatValue(formatError(err as ErrorFields))}` : '';
};

function taskIn(fields: object): string {
  const [task, rec, user] = [textIn(fields, 'task'), textIn(fields, 'rec') ?? textIn(fields, 'asset'), textIn(fields, 'user')];
  return formatTaskContext({
    ...(task === undefined ? {} : { task }),
    ...(rec === undefined ? {} : { rec }),
    ...(user === undefined ? {} : { user }),
  });
}

/** Formats a JSON log line for people. Lines of a task have TMO-08's form after time, level and service. */
export function formatTextLine(json: string): string {
  const fields: unknown = JSON.parse(json);
  if (typeof fields !== 'object' || fields === null) return json;
  const head = [textIn(fields, 'time'), (textIn(fields, 'level') ?? 'info').toUpperCase().padEnd(5), textIn(fields, 'service')];
  const rest = Object.entries(fields)
    .filter(([name]) => !TOLD.has(name))
    .map(([name, value]) => ` ${name}=${formatValue(value)}`)
    .join('');
  return `${head.join(' ')} ${taskIn(fields)}${toOneLine(textIn(fields, 'msg') ?? '')}${rest}${errorIn(fields)}\n`;
}
