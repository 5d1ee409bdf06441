import type { Heard } from '../heard.js';
import { languageNamed } from '../whisper-languages.js';
import { withoutInvented } from './invented.js';
import type { Reply, ReplySegment, ReplyWord } from './reply.js';

type Word = Heard['words'][number];

/** Where an engine does not say how sure it is. */
const unknownConfidence = 0.5;
/** Where fewer words than this have times, none is believed to have one. */
const leastTimed = 0.5;

const confidenceOf = (segment: ReplySegment | undefined): number | undefined =>
  segment?.avgLogprob === undefined ? undefined : Math.min(1, Math.exp(segment.avgLogprob));

const middle = ({ start, end }: { start: number; end: number }): number => (start + end) / 2;

/** The nearest segment: the times of words and of segments do not always fit together. */
function confidenceAt(segments: readonly ReplySegment[], at: number): number | undefined {
  const away = ({ start, end }: ReplySegment): number => Math.max(start - at, at - end, 0);
  return confidenceOf([...segments].sort((a, b) => away(a) - away(b))[0]);
}

const segmentAt = (segments: readonly ReplySegment[], at: number): ReplySegment | undefined =>
  segments.find(({ start, end }) => at >= start && at <= end);

/** Words with times; one without stands where the one before it has ended. */
function timed(words: readonly ReplyWord[]): readonly (ReplyWord & { start: number; end: number })[] {
  if (words.filter(({ start }) => start !== undefined).length < words.length * leastTimed) return [];
  let at = 0;
  return words.map((word) => {
    const start = Math.max(0, word.start ?? at);
    const end = Math.max(start, word.end ?? start);
    at = end;
    return { ...word, start, end };
  });
}

/** The words of a segment, spread over its time by their length. */
function spread({ text, start, end }: Pick<ReplySegment, 'text' | 'start' | 'end'>, confidence: number): Word[] {
  const words = text.split(/\s+/).filter(Boolean);
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  // By shares of the whole, so that no intermediate result is larger than the end.
  const timeAfter = (count: number): number => start + (end - start) * (count / letters);
  let spoken = 0;
  return words.map((word) => {
    const from = timeAfter(spoken);
    spoken += word.length;
    return { word, start: from, end: timeAfter(spoken), confidence };
  });
}

const plain = (word: string): string => word.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');

/**
 * Words come without the punctuation that the text has, and subtitles want it. Where word for word the same was written, the text's
 * form is taken; what it writes as one and the words as several becomes one. As soon as they differ, the words stay as they came.
 */
export function punctuated(words: readonly Word[], text: string): readonly Word[] {
  const result: Word[] = [];
  let at = 0;
  for (const token of text.split(/\s+/).filter(Boolean)) {
    const wanted = plain(token);
    const last = result.at(-1);
    if (wanted === '') {
      if (last !== undefined) result[result.length - 1] = { ...last, word: `${last.word}${token}` };
      continue;
    }
    const taken = takeFor(wanted, words, at);
    if (taken === 0) return words;
    const [first, final] = [words[at], words[at + taken - 1]];
    if (first === undefined || final === undefined) return words;
    result.push({ ...first, word: token, end: final.end });
    at += taken;
  }
  return at === words.length ? result : words;
}

const mostJoined = 4;

/** How many words from `at` on make up the token; 0 where they do not. */
function takeFor(wanted: string, words: readonly Word[], at: number): number {
  let joined = '';
  for (let count = 1; count <= mostJoined; count += 1) {
    joined += plain(words[at + count - 1]?.word ?? '');
    if (joined === wanted) return count;
  }
  return 0;
}

/** What a reply says was spoken, with times from the beginning of the file, which has `seconds`. */
export function heardIn(reply: Reply, seconds: number): Heard {
  const segments = withoutInvented(reply.segments);
  const language = reply.language === undefined ? undefined : languageNamed(reply.language);
  const said = language === undefined ? {} : { language };
  const words = timed(reply.words);
  if (words.length > 0) return { ...said, ...fromWords(words, { all: reply.segments, kept: segments, text: reply.text }) };
  // Whole texts without any time are one segment, as long as the file.
  const source = reply.segments.length > 0 ? segments : [{ text: reply.text, start: 0, end: seconds, avgLogprob: undefined }];
  const knows = source.some(({ avgLogprob }) => avgLogprob !== undefined);
  return {
    ...said,
    words: source.flatMap((segment) =>
      spread(segment, segment.avgLogprob === undefined ? unknownConfidence : Math.min(1, Math.exp(segment.avgLogprob))),
    ),
    notes: ['word-times-estimated', ...(knows ? [] : (['confidence-unknown'] as const))],
  };
}

interface Texts {
  readonly all: readonly ReplySegment[];
  readonly kept: readonly ReplySegment[];
  readonly text: string;
}

function fromWords(
  timedWords: readonly (ReplyWord & { start: number; end: number })[],
  { all, kept, text }: Texts,
): Omit<Heard, 'language'> {
  const believed = timedWords.filter((word) => {
    const segment = segmentAt(all, middle(word));
    return segment === undefined || kept.includes(segment);
  });
  const known = believed.map((word) => word.probability ?? confidenceAt(all, middle(word)));
  const words = believed.map(({ word, start, end }, index) => ({
    word,
    start,
    end,
    confidence: known[index] ?? unknownConfidence,
  }));
  const whole = kept.length === all.length && text !== '' ? text : kept.map((segment) => segment.text).join(' ');
  return {
    words: [...punctuated(words, whole)],
    notes: known.every((confidence) => confidence !== undefined) ? [] : ['confidence-unknown'],
  };
}
