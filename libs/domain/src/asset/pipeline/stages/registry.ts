import type { StageType } from '@throughline/contracts';
import type { StageDefinition } from './definition.js';
import { extractTopics } from './extract-topics.js';
import { generateSubtitles } from './generate-subtitles.js';
import { transcribe } from './transcribe.js';
import { trim } from './trim.js';

/** Each stage of recordings has one file and one line here, in the order of their plan. */
export const stages: Readonly<Record<StageType, StageDefinition>> = {
  TRIM: trim,
  TRANSCRIBE: transcribe,
  EXTRACT_TOPICS: extractTopics,
  GENERATE_SUBTITLES: generateSubtitles,
};

export const isStage = (step: string): step is StageType => Object.hasOwn(stages, step);

export const STAGE_NAMES: readonly StageType[] = Object.keys(stages).filter(isStage);

export const stageOf = (step: string): StageDefinition | undefined => (isStage(step) ? stages[step] : undefined);
