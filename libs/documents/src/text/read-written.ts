import { open, writeFile } from 'node:fs/promises';
import { documentLimits } from '../isolated/limits.js';
import type { Work } from '../isolated/task.js';
import { decodeText } from '../sniff/written.js';
import { textOfHtml, titleOfHtml } from './html.js';
import type { WrittenInput } from './written-task.js';

/** The beginning of a file; what is behind it would be cut off as text anyhow. */
async function beginning(path: string, bytes: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const buffer = Buffer.alloc(Math.min(size, bytes));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const LONGEST_TITLE = 300;

export const readWritten: Work<WrittenInput, { characters: number; title?: string }> = async ({ path, kind, output }) => {
  const raw = decodeText(await beginning(path, documentLimits.characters)).replace(/^\ufeff/, '');
  const text = (kind === 'html' ? textOfHtml(raw) : raw).replaceAll('\0', '');
  const title = kind === 'html' ? titleOfHtml(raw)?.slice(0, LONGEST_TITLE) : undefined;
  await writeFile(output, text);
  return { characters: text.length, ...(title === undefined ? {} : { title }) };
};
