import { join } from 'node:path';
import { pageOf } from './one-page.js';
import { readMail, readWritten, type FileRecord } from '@throughline/documents';
import type { StepContext } from '@throughline/engine';
import { sourceOf, storeJson } from '../document-files.js';
import type { PdfPages } from './pages-of-pdf.js';

/** The text of what is text already. Of a message: its subject, what it says, and the names of what was with it. */
export async function writtenText(record: FileRecord, context: StepContext): Promise<PdfPages> {
  const { path } = await sourceOf(context);
  const where = { scratch: join(await context.workspace(), 'written'), signal: context.signal };
  if (record.kind !== 'email') {
    const { text } = await readWritten(path, record.kind === 'html' ? 'html' : 'text', where);
    return { text: { engine: record.kind === 'html' ? 'html' : 'plain', languages: [], pages: [pageOf(text)] } };
  }
  const { text, ...mail } = await readMail(path, where);
  const names = mail.attachments.map(({ name }) => name);
  const lines = [mail.subject ?? '', '', text, ...(names.length === 0 ? [] : ['', ...names])];
  const stored = await storeJson(context, 'mail', 'mail.json', { ...mail, text: '' });
  return { text: { engine: 'mail', languages: [], pages: [pageOf(lines.join('\n').trim())] }, artifacts: [stored] };
}
