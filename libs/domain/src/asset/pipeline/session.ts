import { DOWNLOAD, TRANSCRIBE, type Plan, type RunConfig } from '@throughline/contracts';
import { download, planOf, stage } from './planned-steps.js';
import { stages } from './stages/registry.js';

/** Plans the session pipeline, which only transcribes. The transcription is required. */
export const planSession = (config: RunConfig): Plan =>
  planOf('session', [download, stage(TRANSCRIBE, stages.TRANSCRIBE.lane, { dependsOn: [DOWNLOAD], required: true })], config);
