import type { MediaTools } from '../tools.js';
import { detectSilences } from '../trim/silence.js';
import type { PlacedTranscript } from './chunk-transcript.js';
import { hasKnownPhrase } from './invented/phrases.js';

/** The level at which TRIM cuts. Speech as quiet as this is hardly audible, and pauses within words are shorter. */
const silenceSettings = { thresholdDb: -40, minSeconds: 0.5 };

/** Adds the silences of the chunk if its words contain a phrase that engines invent there. Few chunks do. */
export async function placeTranscript(
  tools: MediaTools,
  audioPath: string,
  placed: PlacedTranscript,
  signal: AbortSignal | undefined,
): Promise<PlacedTranscript> {
  const { span, heard } = placed;
  if (!hasKnownPhrase(heard.words)) return placed;
  const durationSeconds = span.end - span.start;
  const silences = await detectSilences(tools, audioPath, silenceSettings, { durationSeconds, from: span.start, signal });
  return { ...placed, silences };
}
