import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { formatPlayTime } from '@throughline/domain';
import { loadZipLibrary } from '../../kit/zip-library.js';
import { outlineTranscript, type OutlineLine, type TranscriptText } from './transcript-outline.js';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const FORMATS = 'http://schemas.openxmlformats.org';
const WORD = `xmlns:w="${FORMATS}/wordprocessingml/2006/main"`;
const TYPES = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

const escapeXml = (words: string): string =>
  words
    // XML has no way to write these characters.
    .replace(/[\p{Cc}\p{Noncharacter_Code_Point}]+/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

const RIGHT_TO_LEFT = /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u;

const run = (words: string, look = ''): string => `<w:r>${look}<w:t xml:space="preserve">${escapeXml(words)}</w:t></w:r>`;
const BOLD = '<w:rPr><w:b/></w:rPr>';
const GREY = '<w:rPr><w:color w:val="666C77"/></w:rPr>';

function paragraph(words: string, runs: string, style?: string): string {
  const properties = [
    ...(style === undefined ? [] : [`<w:pStyle w:val="${style}"/>`]),
    ...(RIGHT_TO_LEFT.test(words) ? ['<w:bidi/>'] : []),
  ];
  return `<w:p><w:pPr>${properties.join('')}</w:pPr>${runs}</w:p>`;
}

function writeLine(line: OutlineLine): string {
  const { kind, words } = line;
  if (line.kind === 'passage') return paragraph(words, `${run(`${formatPlayTime(line.start)}  `, GREY)}${run(words)}`);
  if (kind === 'title') return paragraph(words, run(words), 'Title');
  if (kind === 'topic') return paragraph(words, run(words), 'Heading1');
  if (kind === 'mark') return paragraph(words, run(words, GREY));
  return paragraph(words, run(words, BOLD));
}

const writeBody = (text: TranscriptText): string => outlineTranscript(text).map(writeLine).join('');

const style = (id: string, name: string, halfPoints: number): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:pPr><w:keepNext/><w:spacing w:before="240"/></w:pPr>` +
  `<w:rPr><w:b/><w:sz w:val="${String(halfPoints)}"/></w:rPr></w:style>`;

const STYLES = `${DECLARATION}<w:styles ${WORD}>${style('Title', 'Title', 40)}${style('Heading1', 'heading 1', 28)}</w:styles>`;

const RELATIONS = `xmlns="${FORMATS}/package/2006/relationships"`;
const RELATION_TYPES = `${FORMATS}/officeDocument/2006/relationships`;

const relation = (type: string, target: string): string =>
  `${DECLARATION}<Relationships ${RELATIONS}><Relationship Id="r1" Type="${RELATION_TYPES}/${type}" Target="${target}"/></Relationships>`;

const CONTENT_TYPES =
  `${DECLARATION}<Types xmlns="${FORMATS}/package/2006/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  `<Override PartName="/word/document.xml" ContentType="${TYPES}.document.main+xml"/>` +
  `<Override PartName="/word/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`;

/** The time of the parts, which nobody reads. The same words make the same bytes, on any day and in any time zone. */
const MTIME = new Date(1980, 0, 1);

/** Returns a transcript as a DOCX (ECMA-376). */
export async function renderTranscriptDocx(text: TranscriptText): Promise<Buffer> {
  const { ZipFile } = await loadZipLibrary();
  const document = `${DECLARATION}<w:document ${WORD}><w:body>${writeBody(text)}</w:body></w:document>`;
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml': CONTENT_TYPES,
    '_rels/.rels': relation('officeDocument', 'word/document.xml'),
    'word/document.xml': document,
    'word/_rels/document.xml.rels': relation('styles', 'styles.xml'),
    'word/styles.xml': STYLES,
  };
  const zip = new ZipFile();
  for (const [name, words] of Object.entries(parts))
    zip.addBuffer(Buffer.from(words), name, { mtime: MTIME, forceDosTimestamp: true });
  zip.end();
  return buffer(zip.outputStream as Readable);
}
