import { DOWNLOAD, TRANSCRIBE, type Plan, type RunConfig } from '@throughline/contracts';
import { download, planOf, stage } from './planned-steps.js';

/** Plans the session pipeline, which only transcribes. The transcription is required. */
export const planSession = (config: RunConfig): Plan =>
  planOf('session', [download, stage(TRANSCRIBE, 'speech', { dependsOn: [DOWNLOAD], required: true })], config);

const WORDS: Readonly<Record<string, string>> = { [DOWNLOAD]: 'download', [TRANSCRIBE]: 'transcribe' };

/** Returns the name of a step in `failed_at_stage`. */
export const sessionStepWord = (step: string): string => WORDS[step] ?? step.toLowerCase();
