import { formatPlayTime } from '@throughline/domain';
import { labelSpeakers, type Transcript } from '@throughline/media';
import { Problem } from '../../kit/http/problems/problem.js';
import { runInTurns } from '../../kit/in-turns.js';
import { loadFonts, type PageFonts } from './pdf/fonts.js';
import { FontSubset } from './pdf/font-subset.js';
import { PageLayout, type Block, type Fonts } from './pdf/page-layout.js';
import { cleanWords, describeUnprintable } from './pdf/printable.js';
import { writePdf } from './pdf/write-pdf.js';
import { outlineTranscript, type OutlineLine, type TranscriptText } from './transcript-outline.js';

export interface PrintedTranscript extends TranscriptText {
  readonly transcript: Pick<Transcript, 'segments' | 'speakers' | 'language' | 'durationSeconds'>;
  /** The item's time of registration, in ISO 8601. */
  readonly date: string;
}

/** About 400,000 words, which is forty hours of speech. Making the file then takes a second and 115 MB of memory. */
const MOST_CHARACTERS = 3_000_000;
/** A line costs memory besides its words. */
const CHARACTERS_OF_A_LINE = 60;

function requireReasonableLength(lines: readonly OutlineLine[]): void {
  const characters = lines.reduce((sum, { words }) => sum + words.length + CHARACTERS_OF_A_LINE, 0);
  if (characters > MOST_CHARACTERS)
    throw new Problem('no-pdf', { detail: 'The transcript is longer than 3 million characters, which is the limit for a PDF.' });
}

function factsOf({ transcript, date }: PrintedTranscript): readonly string[] {
  const names = [...new Set(labelSpeakers(transcript).values())];
  return [
    `${date.slice(0, 10)} · ${formatPlayTime(transcript.durationSeconds)}`,
    ...(names.length > 1 ? [`Speakers: ${names.join(', ')}`] : []),
  ];
}

function toBlock(line: OutlineLine): Block {
  const words = cleanWords(line.words);
  return line.kind === 'passage' ? { kind: line.kind, words, time: formatPlayTime(line.start) } : { kind: line.kind, words };
}

function* setPages(text: PrintedTranscript, lines: readonly OutlineLine[], fonts: Fonts): Generator<undefined, PageLayout> {
  const blocks: Block[] = [];
  const characters = new Set<string>();
  const add = (block: Block): void => {
    for (const character of block.words) characters.add(character);
    if (block.words !== '') blocks.push(block);
  };
  const [title, ...rest] = lines;
  if (title !== undefined) add(toBlock(title));
  for (const words of factsOf(text)) add({ kind: 'fact', words: cleanWords(words) });
  for (const line of rest) {
    add(toBlock(line));
    yield;
  }
  const missing = describeUnprintable(characters, (codePoint) => fonts.plain.has(codePoint) && fonts.bold.has(codePoint));
  if (missing !== undefined) throw new Problem('no-pdf', { detail: `A PDF of this server cannot show ${missing}.` });
  const layout = new PageLayout(fonts);
  for (const block of blocks) yield* layout.place(block);
  layout.number();
  return layout;
}

const LANGUAGE_TAG = /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i;

async function render(text: PrintedTranscript, { plain, bold }: PageFonts): Promise<Buffer> {
  const lines = outlineTranscript(text);
  requireReasonableLength(lines);
  const fonts = { plain: new FontSubset(plain), bold: new FontSubset(bold) };
  const layout = await runInTurns(setPages(text, lines, fonts));
  const { language } = text.transcript;
  return writePdf(layout, {
    title: cleanWords(text.title) || 'Transcript',
    ...(LANGUAGE_TAG.test(language) ? { language } : {}),
  });
}

const ignore = (): void => undefined;
let before: Promise<void> = Promise.resolve();

/**
 * Returns a transcript as a PDF. Throws `no-pdf` if the fonts lack some of its characters, or if it is too long. Makes one file at
 * a time, in turns of ten milliseconds: the memory for a long one is needed once.
 */
export function renderTranscriptPdf(text: PrintedTranscript): Promise<Buffer> {
  const made = before.then(async () => render(text, await loadFonts()));
  // Keeps no result: the words must not outlive their item.
  before = made.then(ignore, ignore);
  return made;
}
