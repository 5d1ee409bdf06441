import type { ChunkTranscript } from '../chunk-transcript.js';
import { dropInventedLines } from '../invented/lines.js';
import { toPlainWord } from '../../transcript/plain-word.js';
import { unknownConfidence } from '../../transcript/transcript.js';
import { findLanguage } from '../whisper-languages.js';
import type { Reply, ReplySegment, ReplyWord } from './reply.js';

type Word = ChunkTranscript['words'][number];

/** If a smaller share of the words has times, all word times are ignored. */
const leastTimed = 0.5;

const confidenceOf = (segment: ReplySegment | undefined): number | undefined =>
  segment?.avgLogprob === undefined ? undefined : Math.min(1, Math.exp(segment.avgLogprob));

const middle = ({ start, end }: { start: number; end: number }): number => (start + end) / 2;

/** Uses the nearest segment: the times of words and of segments do not always match. */
function findConfidence(segments: readonly ReplySegment[], at: number): number | undefined {
  const away = ({ start, end }: ReplySegment): number => Math.max(start - at, at - end, 0);
  return confidenceOf([...segments].sort((a, b) => away(a) - away(b))[0]);
}

const findSegment = (segments: readonly ReplySegment[], at: number): ReplySegment | undefined =>
  segments.find(({ start, end }) => at >= start && at <= end);

/** Gives each word a time. A word without one begins where the word before it ended. */
function addMissingTimes(words: readonly ReplyWord[]): readonly (ReplyWord & { start: number; end: number })[] {
  if (words.filter(({ start }) => start !== undefined).length < words.length * leastTimed) return [];
  let at = 0;
  return words.map((word) => {
    const start = Math.max(0, word.start ?? at);
    const end = Math.max(start, word.end ?? start);
    at = end;
    return { ...word, start, end };
  });
}

const spokenBy = (speaker: string | undefined): Pick<Word, 'speaker'> => (speaker === undefined ? {} : { speaker });

/** Lets no turn begin before the turn above has ended: words without times of their own would be mixed. */
function separateTurns(segments: readonly ReplySegment[]): readonly ReplySegment[] {
  if (segments.every(({ speaker }) => speaker === undefined)) return segments;
  let at = 0;
  return [...segments]
    .sort((a, b) => a.start - b.start)
    .map((segment) => {
      const start = Math.max(at, segment.start);
      at = Math.max(start, segment.end);
      return { ...segment, start, end: at };
    });
}

type SpreadSegment = Pick<ReplySegment, 'text' | 'start' | 'end' | 'speaker'>;

/** Spreads the words of a segment over its time by their length. */
function spreadWords({ text, start, end, speaker }: SpreadSegment, confidence: number): Word[] {
  const words = text.split(/\s+/).filter(Boolean);
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  // Uses shares of the whole, so that no intermediate result exceeds the end.
  const timeAfter = (count: number): number => start + (end - start) * (count / letters);
  let spoken = 0;
  return words.map((word) => {
    const from = timeAfter(spoken);
    spoken += word.length;
    return { word, start: from, end: timeAfter(spoken), confidence, ...spokenBy(speaker) };
  });
}

/**
 * Returns the words with the punctuation of the text, which subtitles need. Several words that the text writes as one are
 * joined. If words and text differ, returns the words unchanged.
 */
export function punctuateWords(words: readonly Word[], text: string): readonly Word[] {
  const result: Word[] = [];
  let at = 0;
  for (const token of text.split(/\s+/).filter(Boolean)) {
    const wanted = toPlainWord(token);
    const last = result.at(-1);
    if (wanted === '') {
      if (last !== undefined) result[result.length - 1] = { ...last, word: `${last.word}${token}` };
      continue;
    }
    const taken = countMatchingWords(wanted, words, at);
    if (taken === 0) return words;
    const [first, final] = [words[at], words[at + taken - 1]];
    if (first === undefined || final === undefined) return words;
    result.push({ ...first, word: token, end: final.end });
    at += taken;
  }
  return at === words.length ? result : words;
}

const mostJoined = 4;

/** Returns 0 if the words do not match. */
function countMatchingWords(wanted: string, words: readonly Word[], at: number): number {
  let joined = '';
  for (let count = 1; count <= mostJoined; count += 1) {
    joined += toPlainWord(words[at + count - 1]?.word ?? '');
    if (joined === wanted) return count;
  }
  return 0;
}

/** Returns the words of a reply, with times from the beginning of the file. `seconds` is the length of the file. */
export function toChunkTranscript(reply: Reply, seconds: number): ChunkTranscript {
  const { kept, dropped } = dropInventedLines(reply.segments);
  const language = reply.language === undefined ? undefined : findLanguage(reply.language);
  const facts = {
    ...(language === undefined ? {} : { language }),
    ...(dropped.length === 0 ? {} : { dropped: [...dropped] }),
  };
  const words = addMissingTimes(reply.words);
  if (words.length > 0) return { ...facts, ...convertTimedWords(words, { all: reply.segments, kept, text: reply.text }) };
  // A text without any times becomes one segment, as long as the file.
  const whole = { text: reply.text, start: 0, end: seconds, avgLogprob: undefined, speaker: undefined };
  const source = reply.segments.length > 0 ? separateTurns(kept) : [whole];
  const knows = source.some(({ avgLogprob }) => avgLogprob !== undefined);
  return {
    ...facts,
    words: source.flatMap((segment) =>
      spreadWords(segment, segment.avgLogprob === undefined ? unknownConfidence : Math.min(1, Math.exp(segment.avgLogprob))),
    ),
    notes: ['word-times-estimated', ...(knows ? [] : (['confidence-unknown'] as const))],
  };
}

interface ReplyTexts {
  readonly all: readonly ReplySegment[];
  readonly kept: readonly ReplySegment[];
  readonly text: string;
}

function convertTimedWords(
  timedWords: readonly (ReplyWord & { start: number; end: number })[],
  { all, kept, text }: ReplyTexts,
): Omit<ChunkTranscript, 'language'> {
  const believed = timedWords.filter((word) => {
    const segment = findSegment(all, middle(word));
    return segment === undefined || kept.includes(segment);
  });
  const confidences = believed.map((word) => word.probability ?? findConfidence(all, middle(word)));
  const words = believed.map(({ speaker, ...word }, index) => ({
    word: word.word,
    start: word.start,
    end: word.end,
    confidence: confidences[index] ?? unknownConfidence,
    ...spokenBy(speaker ?? findSegment(all, middle(word))?.speaker),
  }));
  const whole = kept.length === all.length && text !== '' ? text : kept.map((segment) => segment.text).join(' ');
  return {
    words: [...punctuateWords(words, whole)],
    notes: confidences.every((confidence) => confidence !== undefined) ? [] : ['confidence-unknown'],
  };
}
