import type { StepHandler } from '@throughline/engine';
import { buildCues, renderSrt, renderVtt } from '@throughline/media';
import { transcriptOf } from '../transcript-input.js';

/** `GENERATE_SUBTITLES` (SUB-01): SRT and WebVTT on the time line of the trimmed video. */
export const generateSubtitlesStage = (): StepHandler => ({
  async run(context) {
    const started = performance.now();
    const transcript = await transcriptOf(context);
    if (transcript.words.length === 0) return { kind: 'skipped', reason: 'not_applicable' };
    const cues = buildCues(transcript.words, transcript.durationSeconds);
    const artifacts = await Promise.all([
      context.output(
        { role: 'subtitles_srt', name: 'subtitles.srt', mediaType: 'application/x-subrip' },
        Buffer.from(renderSrt(cues)),
      ),
      context.output(
        { role: 'subtitles_vtt', name: 'subtitles.vtt', mediaType: 'text/vtt; charset=utf-8' },
        Buffer.from(renderVtt(cues)),
      ),
    ]);
    return {
      kind: 'completed',
      result: { cues: cues.length },
      artifacts,
      metrics: { elapsed_ms: Math.round(performance.now() - started) },
    };
  },
});
