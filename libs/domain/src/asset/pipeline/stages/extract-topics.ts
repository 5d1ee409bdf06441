import type { StageDefinition } from './definition.js';
import { skipWithoutWords } from './predict-skip.js';

export const extractTopics: StageDefinition = {
  lane: 'text',
  dependsOn: ['TRANSCRIBE'],
  needs: ['TRANSCRIBE'],
  enabledBy: 'transcription.enable_topics',
  isTolerable: true,
  settings: ['transcription.granularity'],
  estimate: { once: [0, 60_000], each: [0, 500] },
  predictSkip: skipWithoutWords,
  word: 'topics',
};
