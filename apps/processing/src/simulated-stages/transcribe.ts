import type { Transcript } from '@throughline/media';
import type { StepContext } from '@throughline/engine';
import { storeTranscript } from '../stages/stage-files.js';
import { collectSegmentFacts } from '../stages/transcribe/segment-facts.js';
import { SoFarFiles } from '../stages/transcribe/so-far-files.js';
import type { StageFollower, StageResult } from './simulated-stage.js';

const SENTENCE = 'This is a simulated transcript, nobody has said it.';
const SECONDS_A_WORD = 0.25;

const words = SENTENCE.split(' ').map((word, index) => ({
  word,
  start: index * SECONDS_A_WORD,
  end: (index + 1) * SECONDS_A_WORD,
  confidence: 0,
}));
const durationSeconds = words.length * SECONDS_A_WORD;

/** Every shown field says that it is simulated: nobody may take it for speech. The text is English in every language. */
const transcript: Transcript = {
  language: 'en',
  engine: 'simulated',
  model: 'none',
  durationSeconds,
  segments: [{ id: 0, start: 0, end: durationSeconds, text: SENTENCE, confidence: 0 }],
  words,
  meanConfidence: 0,
  quality: 'draft',
  notes: [],
};

export async function simulatedTranscribe(context: StepContext): Promise<StageResult> {
  const { engine, language, quality } = transcript;
  return {
    result: { engine, language, quality, ...collectSegmentFacts(transcript, context), words: words.length },
    artifacts: await storeTranscript(transcript, context),
  };
}

/** Shows the words of the sentence up to the share that is done. */
export function followTranscription(context: StepContext): StageFollower {
  const files = new SoFarFiles(context);
  return {
    report: (fraction) => {
      const upTo = fraction * durationSeconds;
      const heard = words.filter(({ end }) => end <= upTo).map(({ word }) => word);
      const segments = heard.length === 0 ? [] : [{ id: 0, start: 0, end: upTo, text: heard.join(' '), confidence: 0 }];
      files.report({ upTo, transcript: () => ({ ...transcript, segments }) });
    },
    close: () => files.close(),
    discard: () => files.discard(),
  };
}
