import { open, writeFile } from 'node:fs/promises';
import { documentLimits } from '../isolated/limits.js';
import type { TaskHandler } from '../isolated/task.js';
import { decodeText } from '../sniff/text-encoding.js';
import { extractHtmlText, extractHtmlTitle } from './html.js';
import type { TextInput } from './text-task.js';

/** Reads the beginning of a file; the rest would be cut off anyway. */
async function readBeginning(path: string, bytes: number): Promise<string> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const buffer = Buffer.alloc(Math.min(size, bytes));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return decodeText(buffer.subarray(0, bytesRead), bytesRead === size);
  } finally {
    await file.close();
  }
}

const LONGEST_TITLE = 300;

/** Returns the text of a text file or a web page. Only for the child process. */
export async function readWritten(path: string, kind: TextInput['kind']): Promise<{ text: string; title?: string }> {
  const raw = (await readBeginning(path, documentLimits.characters)).replace(/^\ufeff/, '');
  const text = (kind === 'html' ? extractHtmlText(raw) : raw).replaceAll('\0', '');
  const title = kind === 'html' ? extractHtmlTitle(raw)?.slice(0, LONGEST_TITLE) : undefined;
  return { text, ...(title === undefined ? {} : { title }) };
}

export const extractText: TaskHandler<TextInput, { characters: number; title?: string }> = async ({ path, kind, output }) => {
  const { text, ...facts } = await readWritten(path, kind);
  await writeFile(output, text);
  return { characters: text.length, ...facts };
};
