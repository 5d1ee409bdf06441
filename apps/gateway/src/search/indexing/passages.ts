import { labelSpeakers, type Transcript } from '@throughline/media';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { SearchPassage, TextMark } from '../search-entry.js';

/** Sentences of a transcript are joined up to this length, so that words that are near each other are in one passage. */
const ENOUGH_CHARACTERS = 400;
const LONGEST_PASSAGE = 1_000;
/** About 3,000 pages. The rest of a longer text is not searched. */
const MAX_CHARACTERS = 6_000_000;

/** Control characters are not text, and PostgreSQL refuses NUL and half pairs. */
const cleanText = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cs}]+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();

/** Divides a text between words. */
function divide(text: string): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > LONGEST_PASSAGE) {
    const space = rest.lastIndexOf(' ', LONGEST_PASSAGE);
    const end = space > LONGEST_PASSAGE / 2 ? space : LONGEST_PASSAGE;
    parts.push(cleanText(rest.slice(0, end)));
    rest = rest.slice(end).trimStart();
  }
  return [...parts, rest].filter((part) => part !== '');
}

function limitTo(most: number, passages: readonly SearchPassage[]): readonly SearchPassage[] {
  let left = most;
  return passages.filter(({ text }) => {
    left -= text.length;
    return left >= 0;
  });
}

class PassageBuilder {
  readonly passages: SearchPassage[] = [];
  #text = '';
  #marks: TextMark[] = [];

  add(text: string, mark: Omit<TextMark, 'offset'>): void {
    if (this.#text.length + text.length > LONGEST_PASSAGE) this.end();
    const offset = this.#text === '' ? 0 : this.#text.length + 1;
    this.#text = this.#text === '' ? text : `${this.#text} ${text}`;
    this.#marks.push({ offset, ...mark });
    if (this.#text.length >= ENOUGH_CHARACTERS) this.end();
  }

  end(): void {
    if (this.#text !== '') this.passages.push({ text: this.#text, marks: this.#marks });
    this.#text = '';
    this.#marks = [];
  }
}

/** Returns the text of a transcript with the time and the speaker of each of its segments. */
export function passagesOfTranscript(transcript: Transcript, most = MAX_CHARACTERS): readonly SearchPassage[] {
  const labels = labelSpeakers(transcript);
  const builder = new PassageBuilder();
  for (const { text, start, speaker } of transcript.segments) {
    const label = speaker === undefined ? undefined : labels.get(speaker);
    for (const part of divide(cleanText(text)))
      builder.add(part, { startMs: Math.round(start * 1_000), ...(label === undefined ? {} : { speaker: cleanText(label) }) });
  }
  builder.end();
  return limitTo(most, builder.passages);
}

const StoredPages = Type.Object({
  languages: Type.Array(Type.String()),
  pages: Type.Array(Type.Object({ page: Type.Integer({ minimum: 1 }), text: Type.String() })),
});
const storedPages = Compile(StoredPages);

export interface DocumentPassages {
  /** The languages of the OCR. */
  readonly languages: readonly string[];
  readonly passages: readonly SearchPassage[];
}

/** Parses `text.json` of a document; undefined for other content. Without `byPage`, the passages name no page. */
export function passagesOfDocument(json: string, { byPage }: { readonly byPage: boolean }): DocumentPassages | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (!storedPages.Check(value)) return undefined;
  const passages = value.pages.flatMap(({ page, text }) =>
    divide(cleanText(text)).map((part) => ({ text: part, ...(byPage && { page }), marks: [] })),
  );
  return { languages: value.languages, passages: limitTo(MAX_CHARACTERS, passages) };
}
