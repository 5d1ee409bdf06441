import type { EntryAnswer, LogFormat } from './log.dto.js';

const COLUMNS = [
  'at',
  'actor',
  'actor_id',
  'address',
  'credential',
  'kind',
  'sentence',
  'subject',
  'subject_id',
  'library_id',
  'changes',
] as const;

/** A spreadsheet runs a cell that begins with one of these. */
const FORMULA = /^[=+\-@\t\r]/;

const cellOf = (value: string | null): string => {
  const text = value ?? '';
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};

const changesOf = ({ changes }: EntryAnswer): string =>
  changes
    .map(({ field, from, to, hidden }) => (hidden ? `${field}: changed` : `${field}: ${from ?? '-'} → ${to ?? '-'}`))
    .join('; ');

const rowOf = (entry: EntryAnswer): string => {
  const { at, actor, address, credential, kind, sentence, subject, library_id } = entry;
  const credentialName = credential === null ? null : [credential.kind, credential.name].filter((one) => one !== null).join(' ');
  return [
    at,
    actor.name ?? actor.type,
    actor.id,
    address,
    credentialName,
    kind,
    sentence,
    subject.name,
    subject.id,
    library_id,
    changesOf(entry),
  ]
    .map(cellOf)
    .join(',');
};

interface LogFile {
  readonly mediaType: string;
  readonly head: string;
  readonly line: (entry: EntryAnswer) => string;
}

/** RFC 4180 and JSON Lines. */
export const LOG_FILES: Readonly<Record<LogFormat, LogFile>> = {
  csv: { mediaType: 'text/csv; charset=utf-8', head: `${COLUMNS.join(',')}\r\n`, line: (entry) => `${rowOf(entry)}\r\n` },
  jsonl: { mediaType: 'application/jsonl; charset=utf-8', head: '', line: (entry) => `${JSON.stringify(entry)}\n` },
};
