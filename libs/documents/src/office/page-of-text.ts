import { Refusal } from '../isolated/refusal.js';
import type { Mail } from '../mail/task.js';

/**
 * The extension of the pages: OpenDocument in one XML file. LibreOffice lays HTML out for a screen first. It then leaves the first
 * line of a short text out of the PDF, and begins the text on the second page.
 */
export const PAGE_EXTENSION = 'fodt';

/** Characters that XML does not have, even escaped. */
const NOT_IN_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Returns a line as the content of a paragraph, in which XML would join spaces. */
const encodeLine = (line: string): string =>
  line
    .replaceAll(NOT_IN_XML, '')
    .replaceAll(/[&<>]/g, (character) => ESCAPES[character] ?? '')
    .replaceAll(/\t|^ +| {2,}/g, (run) => (run === '\t' ? '<text:tab/>' : `<text:s text:c="${String(run.length)}"/>`));

type Direction = 'lr' | 'rl';

/** The blocks of scripts that are written from right to left, such as Hebrew and Arabic. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const LETTER = /\p{L}/u;

/** Returns the direction of the first letter; undefined if there is none. */
function findDirection(line: string): Direction | undefined {
  const letter = LETTER.exec(line)?.[0];
  if (letter === undefined) return undefined;
  return RIGHT_TO_LEFT.test(letter) ? 'rl' : 'lr';
}

/** The first line of a page, the first one after an empty line, any other one. */
const LINE_STYLES = {
  Page: 'fo:break-before="page"',
  Block: 'fo:margin-top="0.3cm"',
  Line: '',
} as const;
type LineStyle = keyof typeof LINE_STYLES;

const startParagraph = (style: string): string => `<text:p text:style-name="${style}">`;
const PARAGRAPH_END = '</text:p>\n';
const paragraph = (style: string, content: string): string => `${startParagraph(style)}${content}${PARAGRAPH_END}`;

/** More than a million lines, which LibreOffice converts within no limit. */
const MOST_CHARACTERS = 64_000_000;
const TOO_COMPLEX = 'Converting the document needs more memory or time than the limit for one document';

/** Collects markup until it is more than a converter can read. */
class Markup {
  text = '';

  add(more: string): void {
    this.text += more;
    if (this.text.length > MOST_CHARACTERS) throw new Refusal('too-complex', TOO_COMPLEX);
  }
}

const LINE_ENDS = /\r\n?|[\n\v\u0085\u2028\u2029]/;
/** A replacement holds all matches in memory: a whole text can be one line. */
const SLICES = /[^]{1,100000}/gu;

/** Renders each line as a paragraph: only paragraphs have a direction, and begin a page. */
function renderLines(text: string): string {
  const markup = new Markup();
  let direction: Direction = 'lr';
  let next: LineStyle = 'Line';
  for (const [index, page] of text.split('\f').entries()) {
    if (index > 0) next = 'Page';
    for (const line of page.split(LINE_ENDS)) {
      const words = line.trimEnd();
      if (words === '') next = next === 'Page' ? next : 'Block';
      else {
        direction = findDirection(words) ?? direction;
        // Nothing before the first line counts: a text that begins with a form feed has no empty first page.
        markup.add(startParagraph(`${markup.text === '' ? 'Line' : next}-${direction}`));
        for (const [slice] of words.matchAll(SLICES)) markup.add(encodeLine(slice));
        markup.add(PARAGRAPH_END);
        next = 'Line';
      }
    }
  }
  return markup.text;
}

const NAMESPACES = [
  ['office', 'office:1.0'],
  ['style', 'style:1.0'],
  ['text', 'text:1.0'],
  ['fo', 'xsl-fo-compatible:1.0'],
].map(([prefix = '', name = '']) => `xmlns:${prefix}="urn:oasis:names:tc:opendocument:xmlns:${name}"`);

const paragraphStyle = (name: string, properties: string, inside = ''): string =>
  `<style:style style:name="${name}" style:family="paragraph"><style:paragraph-properties ${properties}>${inside}</style:paragraph-properties></style:style>`;

const STYLES = [
  ...Object.entries(LINE_STYLES).flatMap(([name, properties]) => [
    paragraphStyle(`${name}-lr`, `${properties} style:writing-mode="lr-tb"`),
    paragraphStyle(`${name}-rl`, `${properties} style:writing-mode="rl-tb" fo:text-align="right"`),
  ]),
  paragraphStyle(
    'Field',
    'fo:margin-left="3cm" fo:text-indent="-3cm"',
    '<style:tab-stops><style:tab-stop style:position="0cm"/></style:tab-stops>',
  ),
  paragraphStyle('Rule', 'fo:border-bottom="0.5pt solid #000000" fo:margin-bottom="0.3cm"'),
  '<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold" style:font-weight-complex="bold"/></style:style>',
];
const SIZE = '11pt';

/** A4, like the PDF of a transcript. */
const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<office:document ${NAMESPACES.join(' ')} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:default-style style:family="paragraph"><style:paragraph-properties fo:orphans="2" fo:widows="2" style:tab-stop-distance="1.25cm"/><style:text-properties fo:font-size="${SIZE}" style:font-size-asian="${SIZE}" style:font-size-complex="${SIZE}"/></style:default-style></office:styles>
<office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/></style:page-layout>
${STYLES.join('\n')}
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"/></office:master-styles>
<office:body><office:text>
`;

const page = (content: string): string => `${HEAD}${content}</office:text></office:body></office:document>\n`;

/**
 * Renders text as pages for a converter. They have only the words of a web page, so the converter fetches nothing that the web
 * page refers to.
 */
export const renderTextPage = (text: string): string => page(renderLines(text));

const person = ({ name, address }: { name?: string; address?: string }): string =>
  [name, address === undefined ? undefined : `<${address}>`].filter((part) => part !== undefined).join(' ');

/** Renders a message as pages: sender, recipients, date and subject, then the text and the list of attachments. */
export function renderMailPage({ from, to, date, subject, text, attachments }: Mail): string {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['From', from === undefined ? undefined : person(from)],
    ['To', to.map(person).join(', ')],
    ['Date', date],
    ['Subject', subject],
    ['Attachments', attachments.map(({ name }) => name).join(', ')],
  ];
  const head = rows.flatMap(([name, value]) =>
    value === undefined || value === ''
      ? []
      : [paragraph('Field', `<text:span text:style-name="Bold">${name}</text:span><text:tab/>${encodeLine(value)}`)],
  );
  return page(`${head.join('')}${paragraph('Rule', '')}${renderLines(text)}`);
}
