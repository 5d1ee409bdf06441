import type { StepContext } from '@throughline/engine';
import type { TopicResult } from '@throughline/media';
import { storeTopics } from '../stages/stage-files.js';
import { loadTranscript } from '../stages/transcript-input.js';
import type { StageResult } from './simulated-stage.js';

export async function simulatedTopics(context: StepContext): Promise<StageResult> {
  const { durationSeconds, language } = await loadTranscript(context);
  const found: TopicResult = {
    engine: 'simulated',
    topics: [{ title: 'A simulated topic', start: 0, end: durationSeconds, keywords: ['simulated'] }],
  };
  return {
    result: { engine: found.engine, topics: found.topics.length },
    artifacts: [await storeTopics(found, language, context)],
  };
}
