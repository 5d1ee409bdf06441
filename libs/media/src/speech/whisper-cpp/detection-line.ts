import type { DetectedLanguage } from '../detected-language.js';
import { findLanguage } from '../whisper-languages.js';

/** whisper.cpp logs `whisper_full_with_state: auto-detected language: de (p = 0.971234)`. */
const line = /auto-detected language: ([a-z]{2,3})(?: \(p = (\d+(?:\.\d+)?)\))?/;

/** Returns `undefined` for any other line of the log. */
export function parseDetectionLine(text: string): DetectedLanguage | undefined {
  const [, code, p] = line.exec(text) ?? [];
  const language = code === undefined ? undefined : findLanguage(code);
  if (language === undefined) return undefined;
  return p === undefined ? { language } : { language, confidence: Math.min(1, Number(p)) };
}
