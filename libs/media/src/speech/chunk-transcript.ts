import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Span } from '../trim/silence.js';
import { DroppedTextSchema } from '../transcript/dropped-text.js';

/**
 * An engine's result for one chunk, with times from the chunk's beginning. It is stored for finished chunks, so it holds
 * everything that the transcript needs.
 */
const HeardSchema = Type.Object({
  language: Type.Optional(Type.String()),
  words: Type.Array(
    Type.Object({
      start: Type.Number(),
      end: Type.Number(),
      word: Type.String(),
      confidence: Type.Number(),
      /** The engine's label of the speaker. It means nothing outside the chunk. */
      speaker: Type.Optional(Type.String()),
    }),
  ),
  notes: Type.Array(Type.Enum(['word-times-estimated', 'confidence-unknown'] as const)),
  /** Lines of the engine that its own figures, or their repetition, show to be invented. */
  dropped: Type.Optional(Type.Array(DroppedTextSchema)),
});
export type ChunkTranscript = Static<typeof HeardSchema>;
const heard = Compile(HeardSchema);

export interface PlacedTranscript {
  readonly span: Span;
  readonly heard: ChunkTranscript;
  /** Silences within the span, in seconds of the recording. Searched for only if the words contain a phrase that engines invent. */
  readonly silences?: readonly Span[];
}

/** The finished chunks of a recording, in order. */
export interface ChunkTranscripts {
  readonly chunks: readonly PlacedTranscript[];
  readonly silences: readonly Span[];
}

export function parseChunkTranscript(text: string): ChunkTranscript | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return heard.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
