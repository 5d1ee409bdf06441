import { DOWNLOAD, TRANSCRIBE, type Plan, type RunConfig } from '@throughline/contracts';
import { download, planOf, stage } from './planned-steps.js';

/** The session pipeline as data: speech becomes text, and nothing else is asked for. Without the text there is nothing. */
export const planSession = (config: RunConfig): Plan =>
  planOf('session', [download, stage(TRANSCRIBE, 'speech', { dependsOn: [DOWNLOAD], required: true })], config);

const WORDS: Readonly<Record<string, string>> = { [DOWNLOAD]: 'download', [TRANSCRIBE]: 'transcribe' };

/** The word for a step in `failed_at_stage`. */
export const sessionStepWord = (step: string): string => WORDS[step] ?? step.toLowerCase();
