import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { PartStore } from '../parts/part-store.js';

/** A language that an engine detected, stored like a part. Both are absent if the engine could not tell. */
const DetectedLanguageSchema = Type.Object({
  language: Type.Optional(Type.String({ minLength: 1 })),
  /** The engine's probability; absent if it reports none. */
  confidence: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
});
export type DetectedLanguage = Static<typeof DetectedLanguageSchema>;
const detected = Compile(DetectedLanguageSchema);

/**
 * More probability lies outside of the detected language than in it. faster-whisper has the same limit,
 * `language_detection_threshold = 0.5`.
 */
const leastConfidence = 0.5;

/** Returns false for a language without a probability. */
export const isLanguageDoubtful = ({ confidence }: DetectedLanguage): boolean =>
  confidence !== undefined && confidence < leastConfidence;

/** Returns the stored result of an earlier attempt, or detects the language and stores the result. */
export async function detectOnce(
  parts: PartStore,
  name: string,
  detect: () => Promise<DetectedLanguage>,
): Promise<DetectedLanguage> {
  const stored = parseDetectedLanguage((await parts.load(name)) ?? '');
  if (stored !== undefined) return stored;
  const found = await detect();
  await parts.save(name, JSON.stringify(found));
  return found;
}

function parseDetectedLanguage(text: string): DetectedLanguage | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return detected.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
