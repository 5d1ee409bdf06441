import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { formatPlayTime } from '@throughline/domain';
import { labelSpeakers, type Transcript } from '@throughline/media';
import type { Topic } from './topics-file.js';

export interface DocxInput {
  readonly title: string;
  /** Lines below the title, for example that the transcript is a draft. */
  readonly marks: readonly string[];
  readonly transcript: Pick<Transcript, 'segments' | 'speakers'>;
  readonly topics: readonly Topic[];
}

const UNKNOWN_SPEAKER = 'Unknown speaker';

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

const heading = (words: string, style: string): string => paragraph(words, run(words), style);

/** Returns the line with the speaker of each passage that begins a turn. Speakers with one name are one person. */
function writeTurns({ segments, speakers }: DocxInput['transcript']): readonly string[] {
  if (speakers === undefined || speakers.length === 0) return segments.map(() => '');
  const labels = labelSpeakers({ speakers });
  const nameOf = ({ speaker = '' }: Transcript['segments'][number]): string => labels.get(speaker) ?? UNKNOWN_SPEAKER;
  return segments.map((segment, index) => {
    const before = segments[index - 1];
    const name = nameOf(segment);
    return before !== undefined && nameOf(before) === name ? '' : paragraph(name, run(name, BOLD));
  });
}

function writeBody({ title, marks, transcript, topics }: DocxInput): string {
  const open = [...topics];
  const turns = writeTurns(transcript);
  const passages = transcript.segments.flatMap(({ start, end, text }, index) => [
    // The topics that begin before the end of the passage, and that no earlier one has taken.
    ...open.splice(0, open.filter((topic) => topic.start < end).length).map((topic) => heading(topic.title, 'Heading1')),
    turns[index] ?? '',
    paragraph(text, `${run(`${formatPlayTime(start)}  `, GREY)}${run(text.trim())}`),
  ]);
  // Topics after the last passage, for example of a demonstration without words.
  const rest = open.map((topic) => heading(topic.title, 'Heading1'));
  const lines = marks.map((mark) => paragraph(mark, run(mark, GREY)));
  return [heading(title, 'Title'), ...lines, ...passages, ...rest].join('');
}

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

/** Returns a transcript as a DOCX (ECMA-376): the topics as headings, the speakers, and each passage with its time. */
export async function renderTranscriptDocx(input: DocxInput): Promise<Buffer> {
  // Loaded only by the few requests that need it.
  const { ZipFile } = (await import('yazl')).default;
  const document = `${DECLARATION}<w:document ${WORD}><w:body>${writeBody(input)}</w:body></w:document>`;
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
