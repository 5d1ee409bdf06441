import type { Span } from '../trim/silence.js';
import type { ChunkTranscript, PlacedTranscript } from './chunk-transcript.js';
import { segmentWords } from './segments.js';
import { mean, type Transcript, type TranscriptNote, type TranscriptWord } from './transcript.js';

const ms = (seconds: number): number => Math.round(seconds * 1_000) / 1_000;
const within = (value: number, from: number, to: number): number => Math.min(to, Math.max(from, value));

/** Marks of engines for sounds that are not speech: `[Music]`, `(laughs)`, `♪`. */
const aside = /^[[(<*♪].*[\])>*♪]$|^[♪♫*]+$/u;
const brackets = /[<>[\]()]/g;

/** A word that an engine reports within a silence longer than this is dropped. */
const surelySilentSeconds = 2;
const edgeSeconds = 0.3;

const isInSilence = ({ start, end }: Span, silences: readonly Span[]): boolean =>
  silences.some(
    (silence) =>
      silence.end - silence.start >= surelySilentSeconds &&
      start >= silence.start + edgeSeconds &&
      end <= silence.end - edgeSeconds,
  );

function placeWords({ span, heard }: PlacedTranscript): TranscriptWord[] {
  return heard.words.flatMap(({ word, start, end, confidence }) => {
    const from = within(ms(span.start + start), span.start, span.end);
    const to = within(ms(span.start + Math.max(start, end)), from, span.end);
    const texts = aside.test(word.trim()) ? [] : word.replaceAll(brackets, '').split(/\s+/).filter(Boolean);
    return texts.map((text) => ({ word: text, start: from, end: to, confidence: within(confidence, 0, 1) }));
  });
}

function orderWords(words: readonly TranscriptWord[]): TranscriptWord[] {
  const sorted = [...words].sort((a, b) => a.start - b.start);
  return sorted.map((word, index) => {
    const next = sorted[index + 1];
    return next === undefined || word.end <= next.start ? word : { ...word, end: Math.max(word.start, next.start) };
  });
}

function chooseLanguage(chunks: readonly PlacedTranscript[]): string | undefined {
  const votes = new Map<string, number>();
  for (const { heard } of chunks)
    if (heard.language !== undefined) votes.set(heard.language, (votes.get(heard.language) ?? 0) + heard.words.length + 0.1);
  return [...votes].sort(([, a], [, b]) => b - a)[0]?.[0];
}

export interface MergeSettings extends Pick<Transcript, 'engine' | 'model' | 'quality' | 'durationSeconds'> {
  /** The requested language; `auto` if the engine detected it. */
  readonly language: string;
  readonly silences: readonly Span[];
}

export function mergeTranscripts(chunks: readonly PlacedTranscript[], settings: MergeSettings): Transcript {
  const { silences, language, durationSeconds, ...made } = settings;
  const words = orderWords(
    chunks
      .flatMap(placeWords)
      .map((word) => ({ ...word, start: Math.min(word.start, durationSeconds), end: Math.min(word.end, durationSeconds) }))
      .filter((word) => !isInSilence(word, silences)),
  );
  const notes = chunks.flatMap(({ heard }): ChunkTranscript['notes'] => (heard.words.length === 0 ? [] : heard.notes));
  const found: readonly TranscriptNote[] = language === 'auto' && words.length > 0 ? ['language-detected'] : [];
  return {
    ...made,
    durationSeconds,
    // `und` is "undetermined" in BCP 47: there is no speech.
    language: language === 'auto' ? (chooseLanguage(chunks) ?? 'und') : language,
    segments: segmentWords(words),
    words,
    meanConfidence: mean(words.map(({ confidence }) => confidence)),
    notes: [...new Set([...found, ...notes])],
  };
}
