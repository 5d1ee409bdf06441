import type { StepContext } from '@throughline/engine';
import type { Cue } from '@throughline/media';
import { storeSubtitles } from '../stages/stage-files.js';
import { transcriptOf } from '../stages/transcript-input.js';
import type { Made } from './simulated-stage.js';

/** One cue over the whole of whatever transcript there is. */
export async function simulatedSubtitles(context: StepContext): Promise<Made> {
  const { durationSeconds } = await transcriptOf(context);
  const cues: readonly Cue[] = [{ startMs: 0, endMs: Math.round(durationSeconds * 1_000), lines: ['Simulated subtitles'] }];
  return {
    result: { engine: 'simulated', cues: cues.length },
    artifacts: await storeSubtitles(cues, context),
  };
}
