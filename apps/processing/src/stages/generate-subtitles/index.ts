import type { StepHandler } from '@throughline/engine';
import { buildCues } from '@throughline/media';
import { storeSubtitles } from '../stage-files.js';
import { loadTranscript } from '../transcript-input.js';

/** `GENERATE_SUBTITLES` (SUB-01): SRT and WebVTT on the timeline of the trimmed video. */
export const generateSubtitlesStage = (): StepHandler => ({
  async run(context) {
    const started = performance.now();
    const transcript = await loadTranscript(context);
    if (transcript.words.length === 0) return { kind: 'skipped', reason: 'not_applicable' };
    const cues = buildCues(transcript.words, transcript.durationSeconds);
    const artifacts = await storeSubtitles(cues, context);
    return {
      kind: 'completed',
      result: { cues: cues.length },
      artifacts,
      metrics: { elapsed_ms: Math.round(performance.now() - started) },
    };
  },
});
