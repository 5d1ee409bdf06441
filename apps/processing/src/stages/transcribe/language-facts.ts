import type { JsonObject } from '@throughline/contracts';
import { languageSourceOf, type Transcript } from '@throughline/media';

/** Returns the language with its source and probability, each absent if unknown. */
export function collectLanguageFacts(transcript: Transcript): JsonObject {
  const source = languageSourceOf(transcript);
  const { language, languageConfidence } = transcript;
  return {
    language,
    ...(source === undefined ? {} : { language_source: source }),
    ...(languageConfidence === undefined ? {} : { language_confidence: languageConfidence }),
  };
}
