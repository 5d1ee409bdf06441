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
