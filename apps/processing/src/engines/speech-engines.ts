import { createPocketsphinxEngine, type MediaTools, type SpeechEngine } from '@throughline/media';

/** The speech engines of this installation, best first: one line for each. None is no error: the stage says that there is none. */
export const speechEngines = (tools: MediaTools, scratchFolder: string): readonly SpeechEngine[] =>
  [createPocketsphinxEngine(tools, { scratchFolder })].filter((engine) => engine !== undefined);
