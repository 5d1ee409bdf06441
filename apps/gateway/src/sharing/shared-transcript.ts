import { Problem } from '../kit/http/problems/problem.js';
import type { TranscriptAnswer } from '../kinds/transcripts/index.js';
import type { SharedTranscriptAnswer } from './shared.dto.js';

/** Renders the spoken words for people without an account. Names each field: marks of correctors and engines stay out. */
export const renderPassages = ({
  language,
  segments,
  speakers,
}: Pick<TranscriptAnswer, 'language' | 'segments' | 'speakers'>): Omit<SharedTranscriptAnswer, 'topics'> => ({
  language,
  segments: segments.map(({ id, start, end, text, speaker }) => ({
    ...{ id, start, end, text },
    ...(speaker === undefined ? {} : { speaker }),
  })),
  speakers: speakers.map(({ id, label }) => ({ id, label })),
});

/** Returns the refusal for people without an account, who cannot run the recording. */
export const noSharedTranscript = (cause?: unknown): Problem =>
  new Problem('no-transcript', { tryInstead: 'Ask the person who shares it.', cause });

/** Reads a transcript for people without an account. */
export async function readSharedTranscript<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof Problem && error.code === 'no-transcript' ? noSharedTranscript(error) : error;
  }
}
