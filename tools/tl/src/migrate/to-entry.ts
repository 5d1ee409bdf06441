import type { OldLogRow } from '@throughline/domain';
import { readTime } from './read-time.js';
import type { SourceEntry, SourceRow } from './source-row.js';

/** The columns of one row. Absent, null and '' mean the same: CSV cannot tell them apart. */
export type RawRow = Readonly<Record<string, unknown>>;

/** An id is a number of a database or a text. */
const ID = /^[ -~]{1,100}$/;
const ACTOR = /^(user|service|system):([!-~]{1,200})$/;
/** Characters of a name of a file. */
const LONGEST_NAME = 500;
/** Characters of a path. */
const LONGEST_PATH = 4_096;

class BadColumnError extends Error {}

/** Numbers above this are already rounded, so two rows could get one id. */
function textOf(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value))) return value.toString();
  throw new BadColumnError(
    typeof value === 'number' ? `${name} is a number that JSON does not keep exactly: write it as a text` : `${name} is no text`,
  );
}

function required(raw: RawRow, name: string): string {
  const text = textOf(name, raw[name]);
  if (text === undefined) throw new BadColumnError(`${name} is empty`);
  return text;
}

function readActor(raw: RawRow): Pick<OldLogRow, 'actor'> {
  const text = textOf('actor', raw['actor']);
  if (text === undefined) return {};
  const [, kind, id] = ACTOR.exec(text) ?? [];
  // Names and addresses of people must not stand in the open part of an event (DSN-02).
  if (kind === undefined || id === undefined || id.includes('@'))
    throw new BadColumnError('actor is neither user:ID nor service:NAME');
  return { actor: { kind: kind as 'user' | 'service' | 'system', id } };
}

const optional = <K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> =>
  value === undefined ? {} : ({ [key]: value } as Record<K, string>);

function readRow(raw: RawRow, line: number | undefined): OldLogRow {
  const time = required(raw, 'timestamp');
  const read = readTime(time);
  if (read === undefined)
    throw new BadColumnError('timestamp is no time: expected 2024-01-15 10:00:05, also with fractions and a zone');
  return {
    id: required(raw, 'id'),
    ...(line === undefined ? {} : { line }),
    step: required(raw, 'step_name'),
    status: required(raw, 'status'),
    at: read.at,
    time,
    ...(read.micros === 0 ? {} : { micros: read.micros }),
    ...optional('message', textOf('message', raw['message'])),
    ...optional('detail', textOf('detail', raw['detail'])),
    ...optional('taskId', textOf('task_id', raw['task_id'])),
    ...readActor(raw),
  };
}

const nameOfRow = ({ id }: RawRow): string => {
  const text = typeof id === 'string' || typeof id === 'number' || typeof id === 'bigint' ? String(id) : '';
  return ID.test(text) ? text : '?';
};

function readFileId(raw: RawRow): string | undefined {
  const fileId = textOf('file_id', raw['file_id']);
  if (fileId !== undefined && !ID.test(fileId)) throw new BadColumnError('file_id is longer than 100 characters or not in ASCII');
  return fileId;
}

function readShort<K extends string>(
  raw: RawRow,
  column: string,
  [key, longest]: readonly [K, number],
): Partial<Record<K, string>> {
  const text = textOf(column, raw[column]);
  if (text !== undefined && text.length > longest)
    throw new BadColumnError(`${column} is longer than ${String(longest)} characters`);
  return optional(key, text);
}

const readFile = (raw: RawRow): Pick<SourceRow, 'fileName' | 'filePath'> => ({
  ...readShort(raw, 'file_name', ['fileName', LONGEST_NAME]),
  ...readShort(raw, 'file_path', ['filePath', LONGEST_PATH]),
});

const attempt = <T>(read: () => T): { readonly value: T } | { readonly problem: string } => {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof BadColumnError) return { problem: error.message };
    throw error;
  }
};

/** Reads one row. `damage` is a problem of the whole row that the reader has found. Messages never repeat a text of the row. */
export function toEntry(raw: RawRow, line?: number, damage?: string): SourceEntry {
  const id = attempt(() => readFileId(raw));
  if ('problem' in id) return { unreadable: { line: line ?? 0, problem: `row ${nameOfRow(raw)}: ${id.problem}` } };
  if (id.value === undefined) return { fileless: true };
  const fileId = id.value;
  const read = damage === undefined ? attempt(() => ({ row: readRow(raw, line), ...readFile(raw) })) : { problem: damage };
  if ('problem' in read)
    return { fileId, unusable: { row: nameOfRow(raw), ...(line === undefined ? {} : { line }), problem: read.problem } };
  return { fileId, ...read.value };
}
