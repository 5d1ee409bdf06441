import { createReadStream } from 'node:fs';
import type { TaskHandler } from '../isolated/task.js';
import { countPagesInTree } from './count-pages.js';
import { openPdf } from './open.js';
import type { PdfFacts, PdfInput } from './tasks.js';

/** A signature names the byte ranges of the file that it covers. This field is never compressed. */
const SIGNED = /\/ByteRange\s*\[\s*\d+\s+\d+\s+\d+\s+\d+/;
const OVERLAP = 200;

async function isSigned(path: string): Promise<boolean> {
  let before = '';
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    const text = before + chunk.toString('latin1');
    if (SIGNED.test(text)) return true;
    before = text.slice(-OVERLAP);
  }
  return false;
}

const LONGEST = 1_000;

const DATE = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-]\d\d)'?(\d\d)?)?/;

/** Parses `D:20240301120000+01'00'`; returns `undefined` for other text. */
export function parsePdfDate(value: string): string | undefined {
  const [whole, year, ...rest] = DATE.exec(value) ?? [];
  if (whole === undefined || year === undefined) return undefined;
  // An omitted part has its first value.
  const or = (index: number, first: string): string => rest[index] ?? first;
  const day = `${year}-${or(0, '01')}-${or(1, '01')}`;
  const date = new Date(`${day}T${or(2, '00')}:${or(3, '00')}:${or(4, '00')}${or(5, '+00')}:${or(6, '00')}`);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

const readText = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, LONGEST) : undefined;

export const inspectPdf: TaskHandler<PdfInput, PdfFacts> = async ({ path }) => {
  const signed = await isSigned(path);
  const opened = await openPdf(path);
  if (opened.locked) return { locked: true, encrypted: true, signed };
  const { document } = opened;
  const { info } = await document.getMetadata();
  const of = info as Record<string, unknown>;
  const [title, author, made] = [readText(of['Title']), readText(of['Author']), readText(of['CreationDate'])];
  const created = made === undefined ? undefined : parsePdfDate(made);
  const encrypted = typeof of['EncryptFilterName'] === 'string' || (await document.getPermissions()) !== null;
  const { numPages } = document;
  await document.loadingTask.destroy();
  return {
    locked: false,
    encrypted,
    signed,
    pages: Math.max(numPages, await countPagesInTree(path)),
    ...(title === undefined ? {} : { title }),
    ...(author === undefined ? {} : { author }),
    ...(created === undefined ? {} : { created }),
  };
};
