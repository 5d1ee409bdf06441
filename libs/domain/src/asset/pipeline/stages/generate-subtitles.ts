import type { StageDefinition } from './definition.js';
import { skipWithoutWords } from './predict-skip.js';

export const generateSubtitles: StageDefinition = {
  lane: 'text',
  dependsOn: ['TRANSCRIBE'],
  needs: ['TRANSCRIBE'],
  enabledBy: 'transcription.enable_subtitles',
  isTolerable: true,
  settings: [],
  estimate: { once: [0, 30_000], each: [0, 50] },
  predictSkip: skipWithoutWords,
  word: 'subtitles',
};
