import type { StageType } from '@throughline/contracts';
import type { HandlerLookup, StepHandler } from '@throughline/engine';
import type { MediaTools, SpeechEngine, TopicEngine } from '@throughline/media';
import { extractTopicsStage } from './extract-topics/index.js';
import { generateSubtitlesStage } from './generate-subtitles/index.js';
import { transcribeStage } from './transcribe/index.js';
import { trimStage } from './trim/index.js';

export interface StageParts {
  readonly tools: MediaTools;
  /** In order of preference, working in a folder that is deleted with the attempt. */
  readonly engines: (scratchFolder: string) => readonly SpeechEngine[];
  readonly topics: TopicEngine;
}

/** Each stage has one folder and one line here. */
export const stages = {
  TRIM: trimStage,
  TRANSCRIBE: transcribeStage,
  EXTRACT_TOPICS: extractTopicsStage,
  GENERATE_SUBTITLES: generateSubtitlesStage,
} satisfies Record<StageType, (parts: StageParts) => StepHandler>;

const isStage = (step: string): step is StageType => Object.hasOwn(stages, step);

export function stageHandlers(parts: StageParts): HandlerLookup {
  const built = new Map<string, StepHandler>(Object.entries(stages).map(([step, build]) => [step, build(parts)]));
  return (step) => (isStage(step) ? built.get(step) : undefined);
}
