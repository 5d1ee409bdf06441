import type { Topic, Transcript } from '@throughline/api-types';
import { strToU8, zipSync } from 'fflate';
import { findTurns, formatPlayTime } from './results-api.js';

export type TranscriptWords = Pick<Transcript, 'segments' | 'speakers' | 'topics'>;

interface Options {
  readonly title: string;
  readonly transcript: TranscriptWords;
  /** The name of a speaker whom nobody knows. */
  readonly unknownSpeaker: string;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const FORMATS = 'http://schemas.openxmlformats.org';
const WORD = `xmlns:w="${FORMATS}/wordprocessingml/2006/main"`;
const TYPES = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

const escapeXml = (words: string): string =>
  words
    // XML has no way to write most control characters.
    .replace(/\p{Cc}+/gu, ' ')
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
const speakerLine = (name: string): string => paragraph(name, run(name, BOLD));

/** Returns the topics that begin before the end of a passage, and that no earlier passage has taken. */
const takeTopics = (open: Topic[], end: number): readonly Topic[] =>
  open.splice(0, open.filter(({ start }) => start < end).length);

function writeBody({ title, transcript: { segments, speakers, topics }, unknownSpeaker }: Options): string {
  const open = [...topics];
  const passages = findTurns(segments, speakers).flatMap(({ segment: { start, end, text }, turn }) => [
    ...takeTopics(open, end).map((topic) => heading(topic.title, 'Heading1')),
    ...(turn === undefined ? [] : [speakerLine(turn.speaker?.label ?? unknownSpeaker)]),
    paragraph(text, `${run(`${formatPlayTime(start)}  `, GREY)}${run(text.trim())}`),
  ]);
  // Topics after the last passage, for example of a demonstration without words.
  const rest = open.map((topic) => heading(topic.title, 'Heading1'));
  return [heading(title, 'Title'), ...passages, ...rest].join('');
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

/** Returns a transcript as a DOCX (ECMA-376): the topics as headings, the speakers, and each passage with its time. */
export function buildDocx(options: Options): Uint8Array<ArrayBuffer> {
  const document = `${DECLARATION}<w:document ${WORD}><w:body>${writeBody(options)}</w:body></w:document>`;
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml': CONTENT_TYPES,
    '_rels/.rels': relation('officeDocument', 'word/document.xml'),
    'word/document.xml': document,
    'word/_rels/document.xml.rels': relation('styles', 'styles.xml'),
    'word/styles.xml': STYLES,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, words]) => [name, strToU8(words)])));
}
