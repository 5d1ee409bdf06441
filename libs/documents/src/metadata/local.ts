import { firstDay } from './dates.js';
import { personOf, shown, type Hints, type Metadata, type MetadataEngine } from './metadata.js';
import { titleLine } from './title-line.js';

const LONGEST_TITLE = 120;
const LONGEST_SENDER = 120;
/** Where documents say what they are and when they were written. */
const BEGINNING = 4_000;
/** Less says too little of the language that it is in. */
const FEWEST_FOR_LANGUAGE = 40;

/** What programs write where a person has said nothing: names of files and of themselves. */
const NO_TITLE =
  /^(untitled|без имени|unbenannt|document\d*|dokument\d*|scan[\d_-]*|microsoft word - .*|.*\.(docx?|xlsx?|pptx?|pdf|odt|indd|tmp|rtf))$/i;

const lettersIn = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;

function titleOf(text: string, hints: Hints): string | undefined {
  const said = shown(hints.title, LONGEST_TITLE);
  if (said !== undefined && !NO_TITLE.test(said)) return said;
  return shown(titleLine(text), LONGEST_TITLE);
}

/** ISO 639-1, where the text is long enough and the languages are far enough apart. */
async function languageOf(text: string): Promise<string | undefined> {
  const sample = text.slice(0, BEGINNING);
  if (lettersIn(sample) < FEWEST_FOR_LANGUAGE) return undefined;
  // Its tables take 200 MB and half a second, so a process that never looks at a document does not load them.
  const { eld } = await import('eld/medium');
  const found = eld.detect(sample);
  return found.isReliable() && found.language !== '' ? found.language : undefined;
}

/**
 * What can be said without a model: what the file says of itself, the line that is its title, the first day in it, its language. It sums nothing up and
 * guesses at no sender, for there is nothing here that could.
 */
export const localMetadata: MetadataEngine = {
  id: 'local',
  async extract(text, hints) {
    const [title, sender] = [titleOf(text, hints), personOf(hints.author, LONGEST_SENDER)];
    const language = await languageOf(text);
    const date = hints.date?.slice(0, 10) ?? firstDay(text.slice(0, BEGINNING));
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
