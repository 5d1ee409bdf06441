import { join } from 'node:path';
import { readMail, readTextFile, type FileRecord, type PageText } from '@throughline/documents';
import type { StepContext } from '@throughline/engine';
import { loadSource, storeJson } from '../document-files.js';
import type { PdfPages } from './pages-of-pdf.js';

const toSinglePage = (text: string): PageText => ({ page: 1, source: 'layer', text });

/** Reads the text of a text format. A message gives its subject, its body and the names of its attachments. */
export async function readWrittenText(record: FileRecord, context: StepContext): Promise<PdfPages> {
  const { path } = await loadSource(context);
  const where = { scratch: join(await context.workspace(), 'written'), signal: context.signal };
  if (record.kind !== 'email') {
    const { text } = await readTextFile(path, record.kind === 'html' ? 'html' : 'text', where);
    return { text: { engine: record.kind === 'html' ? 'html' : 'plain', languages: [], pages: [toSinglePage(text)] } };
  }
  const { text, ...mail } = await readMail(path, where);
  const names = mail.attachments.map(({ name }) => name);
  const lines = [mail.subject ?? '', '', text, ...(names.length === 0 ? [] : ['', ...names])];
  const stored = await storeJson(context, 'mail', 'mail.json', { ...mail, text: '' });
  return { text: { engine: 'mail', languages: [], pages: [toSinglePage(lines.join('\n').trim())] }, artifacts: [stored] };
}
