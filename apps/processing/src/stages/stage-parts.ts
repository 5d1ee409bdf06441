import type { MediaTools, SpeechEngine, TopicEngine } from '@throughline/media';
import type { Calibration } from '@throughline/media/speech-models';
import type { ExpectedModel } from './transcribe/model-wait.js';

export const STAGE_PARTS = Symbol('StageParts');

export interface StageParts {
  readonly tools: MediaTools;
  /** In order of preference, working in a folder that is deleted with the attempt. */
  readonly engines: (scratchFolder: string) => readonly SpeechEngine[];
  readonly topics: TopicEngine;
  /** Absent if no engine waits for its model. */
  readonly model?: ExpectedModel;
  /** Returns the calibrations of this machine. Absent: scores stay those of the engine. */
  readonly calibrations?: () => readonly Calibration[];
}
