import type { Span } from '../trim/silence.js';
import type { ChunkTranscript, PlacedTranscript } from './chunk-transcript.js';
import { isLanguageDoubtful, type DetectedLanguage } from './detected-language.js';
import { joinDropped, type DroppedText, type Sifted } from '../transcript/dropped-text.js';
import { dropLoops, isOnlyLoop } from './invented/loops.js';
import { dropPhrasesInSilence } from './invented/phrases.js';
import { dropWordsInSilence } from './invented/silence.js';
import { joinAtSeams } from './seams.js';
import { divideSpeech } from './speakers.js';
import { mean, type SpokenWord, type Transcript, type TranscriptNote } from '../transcript/transcript.js';

const ms = (seconds: number): number => Math.round(seconds * 1_000) / 1_000;
const within = (value: number, from: number, to: number): number => Math.min(to, Math.max(from, value));

/** Marks of engines for sounds that are not speech: `[Music]`, `(laughs)`, `♪`. */
const aside = /^[[(<*♪].*[\])>*♪]$|^[♪♫*]+$/u;
const brackets = /[<>[\]()]/g;

/** The same label in two chunks may be two people, so the chunk's start becomes a part of it. */
function placeWords({ span, heard }: PlacedTranscript): SpokenWord[] {
  return heard.words.flatMap(({ word, start, end, confidence, speaker }) => {
    const from = within(ms(span.start + start), span.start, span.end);
    const to = within(ms(span.start + Math.max(start, end)), from, span.end);
    const texts = aside.test(word.trim()) ? [] : word.replaceAll(brackets, '').split(/\s+/).filter(Boolean);
    const speakerLabel = speaker === undefined ? {} : { speaker: `${String(span.start)} ${speaker}` };
    return texts.map((text) => ({ word: text, start: from, end: to, confidence: within(confidence, 0, 1), ...speakerLabel }));
  });
}

/** Places what the engine's own answer showed to be invented. */
const placeDropped = ({ span, heard: { dropped = [] } }: PlacedTranscript): DroppedText[] =>
  dropped.map((one) => {
    const start = within(ms(span.start + one.start), span.start, span.end);
    return { ...one, start, end: within(ms(span.start + one.end), start, span.end) };
  });

interface SiftedWords extends Sifted<SpokenWord> {
  readonly isOnlyLoop: boolean;
}

/** Leaves out loops, then known phrases in silence. Both belong to one answer of the engine, so each chunk is searched alone. */
export function siftChunk(chunk: PlacedTranscript): SiftedWords {
  const looped = dropLoops(placeWords(chunk));
  const sifted = dropPhrasesInSilence(looped.words, chunk.silences ?? []);
  const dropped = [...placeDropped(chunk), ...looped.dropped, ...sifted.dropped];
  return { words: sifted.words, dropped, isOnlyLoop: isOnlyLoop(looped) };
}

function orderWords(words: readonly SpokenWord[]): SpokenWord[] {
  const sorted = [...words].sort((a, b) => a.start - b.start);
  return sorted.map((word, index) => {
    const next = sorted[index + 1];
    return next === undefined || word.end <= next.start ? word : { ...word, end: Math.max(word.start, next.start) };
  });
}

/** An answer of the engine without what it invented. */
interface SiftedChunk {
  readonly heard: ChunkTranscript;
  readonly sifted: SiftedWords;
}

/** Counts the words that tell the language. */
const countTelling = ({ words, isOnlyLoop: isLoop }: SiftedWords): number => (isLoop ? 0 : words.length);

function chooseLanguage(chunks: readonly SiftedChunk[]): string | undefined {
  const votes = new Map<string, number>();
  for (const { heard, sifted } of chunks)
    if (heard.language !== undefined) votes.set(heard.language, (votes.get(heard.language) ?? 0) + countTelling(sifted) + 0.1);
  return [...votes].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** The label of a speaker begins with the start of its chunk. */
const countParts = (words: readonly SpokenWord[]): number =>
  new Set(words.flatMap(({ speaker }) => speaker?.split(' ', 1) ?? [])).size;

interface SpokenLanguage {
  readonly language: string;
  readonly confidence?: number;
  readonly notes?: readonly TranscriptNote[];
}

function describeDetection(chunks: readonly SiftedChunk[], detected: DetectedLanguage = {}): SpokenLanguage {
  const language = chooseLanguage(chunks);
  // `und` is "undetermined" in BCP 47: there is no speech, or the engine does not report its language.
  if (language === undefined) return { language: 'und' };
  const { confidence } = detected;
  const isDoubtful = isLanguageDoubtful(detected) || chunks.every(({ sifted }) => countTelling(sifted) === 0);
  return {
    language,
    ...(confidence === undefined ? {} : { confidence }),
    notes: isDoubtful ? ['language-detected', 'language-doubtful'] : ['language-detected'],
  };
}

export interface MergeSettings extends Pick<Transcript, 'engine' | 'model' | 'quality' | 'durationSeconds'> {
  /** The requested language; `auto` if the engine detected it. */
  readonly language: string;
  readonly silences: readonly Span[];
  /** Notes on the whole request. */
  readonly notes?: readonly TranscriptNote[];
  /** The result of a detection before the transcription. */
  readonly detected?: DetectedLanguage | undefined;
}

export function mergeTranscripts(chunks: readonly PlacedTranscript[], settings: MergeSettings): Transcript {
  const { silences, language, durationSeconds, detected, notes: requestNotes = [], ...made } = settings;
  const answers = chunks.map((chunk) => ({ ...chunk, sifted: siftChunk(chunk) }));
  const limit = <S extends Span>(span: S): S => ({
    ...span,
    start: Math.min(span.start, durationSeconds),
    end: Math.min(span.end, durationSeconds),
  });
  const placed = answers.map(({ span, sifted }) => ({ span, words: sifted.words.map(limit) }));
  const { words, dropped } = dropWordsInSilence(orderWords(joinAtSeams(placed, silences)), silences);
  const invented = joinDropped([...answers.flatMap(({ sifted }) => sifted.dropped.map(limit)), ...dropped], words);
  const notes = answers.flatMap(({ heard, sifted }): ChunkTranscript['notes'] => (sifted.words.length === 0 ? [] : heard.notes));
  const spoken: SpokenLanguage =
    language === 'auto' ? describeDetection(words.length === 0 ? [] : answers, detected) : { language };
  const byPart: readonly TranscriptNote[] = countParts(words) > 1 ? ['speakers-by-part'] : [];
  return {
    ...made,
    durationSeconds,
    language: spoken.language,
    ...(spoken.confidence === undefined ? {} : { languageConfidence: spoken.confidence }),
    ...divideSpeech(words),
    meanConfidence: mean(words.map(({ confidence }) => confidence)),
    notes: words.length === 0 ? [] : [...new Set([...(spoken.notes ?? []), ...requestNotes, ...notes, ...byPart])],
    ...(invented.length === 0 ? {} : { dropped: invented }),
  };
}
