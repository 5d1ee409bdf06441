import type { StageDefinition } from './definition.js';
import { skipWithoutSound } from './predict-skip.js';

export const trim: StageDefinition = {
  lane: 'media',
  dependsOn: [],
  enabledBy: 'trimming.enable_trimming',
  settings: ['trimming.silence_threshold', 'trimming.exact'],
  estimate: { once: [0, 30_000], each: [1, 500] },
  predictSkip: skipWithoutSound,
  word: 'trim',
};
