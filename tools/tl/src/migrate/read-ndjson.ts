import { createReadStream } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import { isObject } from '@throughline/contracts';
import { readLines, type Line } from '../fold/read-lines.js';
import type { Source, SourceEntry } from './source-row.js';
import { toEntry } from './to-entry.js';

/** Bytes of a line. The texts of a row are shorter. */
export const LONGEST_LINE = 1_024 * 1_024;
const CHUNK = 256 * 1_024;

const unreadable = (line: number, problem: string): SourceEntry => ({ unreadable: { line, problem } });

function readLine({ number, bytes, isTooLong }: Line): readonly SourceEntry[] {
  if (isTooLong === true) return [unreadable(number, `it is longer than ${String(LONGEST_LINE)} bytes`)];
  const text = bytes.toString('utf8');
  if (text.trim() === '') return [];
  // A damaged text still names its file.
  const damage = isUtf8(bytes) ? undefined : 'the line is not UTF-8';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [unreadable(number, damage ?? 'it is not JSON')];
  }
  if (!isObject(value)) return [unreadable(number, 'it is not a JSON object')];
  return ['file_id' in value ? toEntry(value, number, damage) : unreadable(number, 'it has no file_id')];
}

/** Reads one JSON object in each line. */
export async function* readNdjson(path: string): Source {
  const stream = createReadStream(path, { highWaterMark: CHUNK });
  try {
    for await (const lines of readLines(stream, LONGEST_LINE, { skipLonger: true })) yield lines.flatMap(readLine);
  } finally {
    stream.destroy();
  }
}
