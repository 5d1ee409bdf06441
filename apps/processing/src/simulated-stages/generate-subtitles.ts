import type { StepContext } from '@throughline/engine';
import type { Cue } from '@throughline/media';
import { storeSubtitles } from '../stages/stage-files.js';
import { loadTranscript } from '../stages/transcript-input.js';
import type { StageResult } from './simulated-stage.js';

export async function simulatedSubtitles(context: StepContext): Promise<StageResult> {
  const { durationSeconds } = await loadTranscript(context);
  const cues: readonly Cue[] = [{ startMs: 0, endMs: Math.round(durationSeconds * 1_000), lines: ['Simulated subtitles'] }];
  return {
    result: { engine: 'simulated', cues: cues.length },
    artifacts: await storeSubtitles(cues, context),
  };
}
