import { open } from 'node:fs/promises';
import { codeOf, PermanentError } from '@throughline/contracts';

const HEAD = '%PDF-';

/** Converters report success even if they wrote nothing or something else, so the bytes are checked. */
export async function requirePdf(path: string, converter: string): Promise<string> {
  const refused = (what: string): PermanentError =>
    new PermanentError('conversion-failed', `${converter} ${what}: open the document in its own program and export it as PDF`);
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD.length), 0, HEAD.length, 0);
      if (buffer.toString('latin1', 0, bytesRead) !== HEAD) throw refused('did not convert the document into a PDF');
      return path;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw refused('could not convert the document');
    throw error;
  }
}
