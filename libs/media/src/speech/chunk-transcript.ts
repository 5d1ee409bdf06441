import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Span } from '../trim/silence.js';

/**
 * An engine's result for one chunk, with times from the chunk's beginning. It is stored for finished chunks, so it holds
 * everything that the transcript needs.
 */
const HeardSchema = Type.Object({
  language: Type.Optional(Type.String()),
  words: Type.Array(Type.Object({ start: Type.Number(), end: Type.Number(), word: Type.String(), confidence: Type.Number() })),
  notes: Type.Array(Type.Enum(['word-times-estimated', 'confidence-unknown'] as const)),
});
export type ChunkTranscript = Static<typeof HeardSchema>;
const heard = Compile(HeardSchema);

export interface PlacedTranscript {
  readonly span: Span;
  readonly heard: ChunkTranscript;
}

export function parseChunkTranscript(text: string): ChunkTranscript | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return heard.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
