import { Controller } from '@nestjs/common';
import type { StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import { buildCues, listSpokenWords } from '@throughline/media';
import { Step } from '@throughline/worker-host/steps';
import { storeSubtitles } from '../stage-files.js';
import { loadTranscript } from '../transcript-input.js';

/** `GENERATE_SUBTITLES` (SUB-01): SRT and WebVTT on the timeline of the trimmed video. */
@Controller()
export class GenerateSubtitlesStage implements StepHandler {
  @Step('GENERATE_SUBTITLES', { lane: 'text' })
  async run(context: StepContext): Promise<StepOutcome> {
    const started = performance.now();
    const transcript = await loadTranscript(context);
    if (transcript.words.length === 0) return { kind: 'skipped', reason: 'not_applicable' };
    const cues = buildCues(listSpokenWords(transcript), transcript.durationSeconds);
    const artifacts = await storeSubtitles(cues, context);
    return {
      kind: 'completed',
      result: { cues: cues.length },
      artifacts,
      metrics: { elapsed_ms: Math.round(performance.now() - started) },
    };
  }
}
