import { availableParallelism } from 'node:os';

/** Further threads hardly help: the memory is too slow for them. */
const most = 4;

/** Returns the number of threads of a transcription: one core stays free for the other services. */
export const countSpeechThreads = (cores: number = availableParallelism()): number => Math.max(1, Math.min(most, cores - 1));
