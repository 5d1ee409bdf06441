import type { StepHandler } from '@throughline/engine';
import { ExtractTopicsStage } from './extract-topics/index.js';
import { GenerateSubtitlesStage } from './generate-subtitles/index.js';
import type { StageParts } from './stage-parts.js';
import { TranscribeStage } from './transcribe/index.js';
import { TrimStage } from './trim/index.js';

/** Each stage has one folder and one line here. */
export const stages: readonly (new (parts: StageParts) => StepHandler)[] = [
  TrimStage,
  TranscribeStage,
  ExtractTopicsStage,
  GenerateSubtitlesStage,
];
