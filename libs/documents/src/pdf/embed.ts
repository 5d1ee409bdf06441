import { readFile, writeFile } from 'node:fs/promises';
import { PDFDocument, PDFName, PDFString } from 'pdf-lib';
import { Refusal } from '../isolated/refusal.js';
import type { Work } from '../isolated/task.js';
import { parseDocumentText, type PageText } from '../text/page-text.js';
import type { Described, EMBEDDED, EmbedInput } from './embed-tasks.js';
import { Codes } from './codes.js';
import { layWords, registerFont } from './text-layer.js';
import { PRODUCER, xmpPacket } from './xmp.js';

type Embedded = (typeof EMBEDDED)[number];

/** pdf-lib reads what is broken as far as it can, and stumbles wherever that ends. */
async function rewritable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof RangeError) throw cause;
    throw new Refusal('not-rewritable', 'The PDF can be read, but its structure does not allow a copy with more in it', {
      cause,
    });
  }
}

/** What the file says already, where nothing better is known. */
function completed(pdf: PDFDocument, described: Described): Described {
  const title = described.title ?? pdf.getTitle();
  const author = described.author ?? pdf.getAuthor();
  const subject = described.subject ?? pdf.getSubject();
  return { ...described, title, author, subject };
}

function writeInfo(pdf: PDFDocument, described: Described, changedAt: string): void {
  const { title, author, subject, keywords = [], date } = described;
  if (title !== undefined) pdf.setTitle(title);
  if (author !== undefined) pdf.setAuthor(author);
  if (subject !== undefined) pdf.setSubject(subject);
  if (keywords.length > 0) pdf.setKeywords([keywords.join(', ')]);
  if (pdf.getCreationDate() === undefined && date !== undefined) pdf.setCreationDate(new Date(date));
  pdf.setProducer(PRODUCER);
  pdf.setModificationDate(new Date(changedAt));
}

function writeXmp(pdf: PDFDocument, packet: string): void {
  const { context, catalog } = pdf;
  // Not compressed: programs that know no PDF look for the packet in the bytes.
  const stream = context.stream(Buffer.from(packet), { Type: 'Metadata', Subtype: 'XML' });
  catalog.set(PDFName.of('Metadata'), context.register(stream));
}

const recognised = ({ source, words }: PageText): boolean => source === 'ocr' && words !== undefined && words.length > 0;

async function layText(pdf: PDFDocument, textPath: string): Promise<boolean> {
  const text = parseDocumentText(await readFile(textPath, 'utf8'));
  const pages = text?.pages.filter(recognised) ?? [];
  if (pages.length === 0) return false;
  const font = registerFont(pdf, new Codes(pages.flatMap(({ words = [] }) => words.map(({ text: each }) => each))));
  for (const { page, words = [] } of pages) if (page <= pdf.getPageCount()) layWords(pdf.getPage(page - 1), font, words);
  return true;
}

async function written({
  path,
  output,
  described,
  textPath,
  changedAt,
}: EmbedInput): Promise<{ embedded: Embedded[]; pages: number }> {
  const pdf = await PDFDocument.load(await readFile(path), { updateMetadata: false });
  const pages = pdf.getPageCount();
  const all = completed(pdf, described);
  writeInfo(pdf, all, changedAt);
  writeXmp(pdf, xmpPacket(all, changedAt));
  if (all.language !== undefined && pdf.catalog.get(PDFName.of('Lang')) === undefined)
    pdf.catalog.set(PDFName.of('Lang'), PDFString.of(all.language));
  const embedded: Embedded[] = ['info', 'xmp'];
  if (textPath !== undefined && (await layText(pdf, textPath))) embedded.push('text');
  await writeFile(output, await pdf.save({ updateFieldAppearances: false }));
  return { embedded, pages };
}

export const embedPdf: Work<EmbedInput, { embedded: Embedded[]; pages: number }> = (input) => rewritable(() => written(input));
