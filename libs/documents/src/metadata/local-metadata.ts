import { findFirstDay } from '../text/dates.js';
import { parsePerson, type Hints, type Metadata, type MetadataEngine } from './metadata.js';
import { parseOwnTitle } from './own-title.js';
import { findTitleLine } from './title-line.js';
import { toPrintableLine } from './printable-line.js';

const LONGEST_TITLE = 120;
const LONGEST_SENDER = 120;
/** Characters at the beginning, where documents state their title and date. */
const BEGINNING = 4_000;
const FEWEST_FOR_LANGUAGE = 40;

const lettersIn = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;

function chooseTitle(text: string, hints: Hints): string | undefined {
  return parseOwnTitle(hints.title, LONGEST_TITLE) ?? toPrintableLine(findTitleLine(text), LONGEST_TITLE);
}

/** Returns ISO 639-1, if the text is long enough and the result is reliable. */
async function detectLanguage(text: string): Promise<string | undefined> {
  const sample = text.slice(0, BEGINNING);
  if (lettersIn(sample) < FEWEST_FOR_LANGUAGE) return undefined;
  // Its tables take 200 MB and half a second, so they are loaded only when a document needs them.
  const { eld } = await import('eld/medium');
  const found = eld.detect(sample);
  return found.isReliable() && found.language !== '' ? found.language : undefined;
}

/**
 * Extracts metadata without a model: the file's own metadata, the title line, the first date, the language. It writes no
 * summary and does not guess the sender.
 */
export const localMetadata: MetadataEngine = {
  id: 'local',
  async extract(text, hints) {
    const [title, sender] = [chooseTitle(text, hints), parsePerson(hints.author, LONGEST_SENDER)];
    const language = await detectLanguage(text);
    const date = hints.date?.slice(0, 10) ?? findFirstDay(text.slice(0, BEGINNING));
    const found: Metadata = {
      engine: 'local',
      ...(title === undefined ? {} : { title }),
      ...(date === undefined ? {} : { date }),
      ...(sender === undefined ? {} : { sender }),
      tags: [],
      ...(language === undefined ? {} : { language }),
    };
    return found;
  },
};
