import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Span } from '../trim/silence.js';

/**
 * What an engine has heard in one chunk, with times from the chunk's beginning. It is what is kept of a finished chunk, so it says
 * everything that the transcript needs.
 */
const HeardSchema = Type.Object({
  /** Primary subtag, where the engine says it. */
  language: Type.Optional(Type.String()),
  words: Type.Array(Type.Object({ start: Type.Number(), end: Type.Number(), word: Type.String(), confidence: Type.Number() })),
  notes: Type.Array(Type.Enum(['word-times-estimated', 'confidence-unknown'] as const)),
});
export type Heard = Static<typeof HeardSchema>;
const heard = Compile(HeardSchema);

export interface PlacedHeard {
  readonly span: Span;
  readonly heard: Heard;
}

/** What was kept earlier, or undefined where it is not to be read any more. */
export function parseHeard(text: string): Heard | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return heard.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
