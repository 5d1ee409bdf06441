import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SAMPLE_TALK, splitWords, type Transcript, type TranscriptWord } from '@throughline/media';
import { projectRoot } from '../config.js';

const WORDS_PER_SECOND = 2.5;
const WORDS_OF_SEGMENT = 12;
const CONFIDENCE = 0.9;

/** Returns a transcript of so many seconds: the text of the sample, spoken again and again without a pause. */
export async function generateTranscript(seconds: number): Promise<Transcript> {
  const text = await readFile(join(projectRoot, SAMPLE_TALK.path.replace(/\.mp4$/, '.txt')), 'utf8');
  const spoken = splitWords(text);
  const count = Math.max(1, Math.floor(seconds * WORDS_PER_SECOND));
  const words = Array.from({ length: count }, (_, index): TranscriptWord => {
    const [start, end] = [index / WORDS_PER_SECOND, (index + 0.9) / WORDS_PER_SECOND];
    return { start, end, word: spoken[index % spoken.length] ?? '', confidence: CONFIDENCE };
  });
  return {
    language: SAMPLE_TALK.language,
    engine: 'bench',
    model: 'none',
    durationSeconds: seconds,
    segments: segmentsOf(words),
    words,
    meanConfidence: CONFIDENCE,
    quality: 'normal',
    notes: [],
  };
}

function segmentsOf(words: readonly TranscriptWord[]): Transcript['segments'] {
  const starts = Array.from({ length: Math.ceil(words.length / WORDS_OF_SEGMENT) }, (_, id) => id * WORDS_OF_SEGMENT);
  return starts.map((first, id) => {
    const part = words.slice(first, first + WORDS_OF_SEGMENT);
    const text = part.map(({ word }) => word).join(' ');
    return { id, start: part[0]?.start ?? 0, end: part.at(-1)?.end ?? 0, text, confidence: CONFIDENCE };
  });
}
