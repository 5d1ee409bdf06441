import type { StepContext } from '@throughline/engine';
import type { TopicResult } from '@throughline/media';
import { storeTopics } from '../stages/stage-files.js';
import { transcriptOf } from '../stages/transcript-input.js';
import type { Made } from './simulated-stage.js';

/** One topic over the whole of whatever transcript there is. */
export async function simulatedTopics(context: StepContext): Promise<Made> {
  const { durationSeconds, language } = await transcriptOf(context);
  const found: TopicResult = {
    engine: 'simulated',
    topics: [{ title: 'A simulated topic', start: 0, end: durationSeconds, keywords: ['simulated'] }],
  };
  return {
    result: { engine: found.engine, topics: found.topics.length },
    artifacts: [await storeTopics(found, language, context)],
  };
}
