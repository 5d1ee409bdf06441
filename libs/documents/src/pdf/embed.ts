import { readFile, writeFile } from 'node:fs/promises';
import { PDFDict, PDFDocument, PDFName, PDFString } from 'pdf-lib';
import { Refusal } from '../isolated/refusal.js';
import type { TaskHandler } from '../isolated/task.js';
import { parseOwnTitle } from '../metadata/own-title.js';
import { parseDocumentText, type PageText } from '../text/page-text.js';
import type { PdfMetadata, EMBEDDED, EmbedInput } from './embed-tasks.js';
import { GlyphCodes } from './codes.js';
import { layWords, registerFont } from './text-layer.js';
import { PRODUCER, buildXmpPacket } from './xmp.js';

const LONGEST_TITLE = 1_000;

type EmbeddedPart = (typeof EMBEDDED)[number];

/** pdf-lib reads broken files as far as it can and then throws any kind of error. */
async function requireRewritable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof RangeError) throw cause;
    throw new Refusal('not-rewritable', 'The PDF can be read, but its structure does not allow additions', {
      cause,
    });
  }
}

function completeMetadata(pdf: PDFDocument, described: PdfMetadata): PdfMetadata {
  const title = described.title ?? parseOwnTitle(pdf.getTitle(), LONGEST_TITLE);
  const author = described.author ?? pdf.getAuthor();
  const subject = described.subject ?? pdf.getSubject();
  return { ...described, title, author, subject };
}

/** A placeholder of a program is no title. */
function removeTitle({ context }: PDFDocument): void {
  const info = context.lookup(context.trailerInfo.Info);
  if (info instanceof PDFDict) info.delete(PDFName.of('Title'));
}

function writeInfo(pdf: PDFDocument, described: PdfMetadata, changedAt: string): void {
  const { title, author, subject, keywords = [], date } = described;
  if (title === undefined) removeTitle(pdf);
  else pdf.setTitle(title);
  if (author !== undefined) pdf.setAuthor(author);
  if (subject !== undefined) pdf.setSubject(subject);
  if (keywords.length > 0) pdf.setKeywords([keywords.join(', ')]);
  if (pdf.getCreationDate() === undefined && date !== undefined) pdf.setCreationDate(new Date(date));
  pdf.setProducer(PRODUCER);
  pdf.setModificationDate(new Date(changedAt));
}

function writeXmp(pdf: PDFDocument, packet: string): void {
  const { context, catalog } = pdf;
  // Not compressed: programs without a PDF parser search the bytes for the packet.
  const stream = context.stream(Buffer.from(packet), { Type: 'Metadata', Subtype: 'XML' });
  catalog.set(PDFName.of('Metadata'), context.register(stream));
}

const hasRecognisedWords = ({ source, words }: PageText): boolean => source === 'ocr' && words !== undefined && words.length > 0;

async function addTextLayer(pdf: PDFDocument, textPath: string): Promise<boolean> {
  const text = parseDocumentText(await readFile(textPath, 'utf8'));
  const pages = text?.pages.filter(hasRecognisedWords) ?? [];
  if (pages.length === 0) return false;
  const font = registerFont(pdf, new GlyphCodes(pages.flatMap(({ words = [] }) => words.map(({ text: each }) => each))));
  for (const { page, words = [] } of pages) if (page <= pdf.getPageCount()) layWords(pdf.getPage(page - 1), font, words);
  return true;
}

async function writeCopy({
  path,
  output,
  described,
  textPath,
  changedAt,
}: EmbedInput): Promise<{ embedded: EmbeddedPart[]; pages: number }> {
  const pdf = await PDFDocument.load(await readFile(path), { updateMetadata: false });
  const pages = pdf.getPageCount();
  const all = completeMetadata(pdf, described);
  writeInfo(pdf, all, changedAt);
  writeXmp(pdf, buildXmpPacket(all, changedAt));
  if (all.language !== undefined && pdf.catalog.get(PDFName.of('Lang')) === undefined)
    pdf.catalog.set(PDFName.of('Lang'), PDFString.of(all.language));
  const embedded: EmbeddedPart[] = ['info', 'xmp'];
  if (textPath !== undefined && (await addTextLayer(pdf, textPath))) embedded.push('text');
  await writeFile(output, await pdf.save({ updateFieldAppearances: false }));
  return { embedded, pages };
}

export const embedPdf: TaskHandler<EmbedInput, { embedded: EmbeddedPart[]; pages: number }> = (input) =>
  requireRewritable(() => writeCopy(input));
