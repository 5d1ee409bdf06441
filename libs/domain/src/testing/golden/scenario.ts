import { defaultRunConfig } from '../../asset/config/defaults.js';
import { STAGES, aConfig, aRun, type Journey } from '../journey.js';
import type { GoldenLog } from '../../kinds/outcome/golden-log.js';

/** A regression with current event versions. The expectation is written by hand from its requirement. */
export interface Scenario {
  readonly title: string;
  readonly journey: () => Journey;
  readonly expected: GoldenLog['expected'];
}

export const none = { total: 0, uploaded: 0, failed: 0, partial: false };
export const one = { ...none, total: 1 };
export const clean = { failed: false, failed_at_stage: null };
export const stages = (
  trim: string,
  transcribe: string,
  topics: string,
  subtitles: string,
): Readonly<Record<string, string>> => ({
  TRIM: trim,
  TRANSCRIBE: transcribe,
  EXTRACT_TOPICS: topics,
  GENERATE_SUBTITLES: subtitles,
});
export const done = stages('COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED');
export const tolerant = aConfig(['library'], { transcription: { ...defaultRunConfig.transcription, allow_errors: true } });
export const withoutStages = aConfig(['library'], {
  trimming: { ...defaultRunConfig.trimming, enable_trimming: false },
  transcription: { ...defaultRunConfig.transcription, enable_transcription: false },
});
export const fetched = (config = aConfig()): Journey => aRun(config).through('DOWNLOAD');
export const processed = (config = aConfig()): Journey => fetched(config).through(...STAGES);

export const and = (journey: Journey, ...acts: readonly ((journey: Journey) => unknown)[]): Journey => {
  for (const act of acts) act(journey);
  return journey;
};
