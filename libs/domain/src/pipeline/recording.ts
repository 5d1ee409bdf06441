import { DOWNLOAD, outputOf, type Plan, type RunConfig } from '@throughline/contracts';
import { deliveries } from './deliveries.js';
import { download, planOf, stage, type StepTemplate } from './planned-steps.js';

/** Returns the stages. `TRIM` is planned only if it is enabled (STG-08); the other stages are planned and skipped (STG-09). */
const stages = (config: RunConfig): readonly StepTemplate[] => {
  const trimmed = config.trimming.enable_trimming;
  // allow_errors concerns only the text. Without a trimmed file, nothing can continue (FLR-04 to FLR-07).
  const text = { onFailure: config.transcription.allow_errors ? 'tolerate' : 'rollback' } as const;
  const trim = stage('TRIM', 'media', { dependsOn: [DOWNLOAD], enabledBy: 'trimming.enable_trimming' });
  return [
    ...(trimmed ? [trim] : []),
    // A recording that cannot be trimmed (silent, without audio) still continues: TRIM need not have completed.
    stage('TRANSCRIBE', 'speech', {
      ...text,
      dependsOn: [trimmed ? 'TRIM' : DOWNLOAD],
      enabledBy: 'transcription.enable_transcription',
    }),
    stage('EXTRACT_TOPICS', 'text', {
      ...text,
      dependsOn: ['TRANSCRIBE'],
      needs: ['TRANSCRIBE'],
      enabledBy: 'transcription.enable_topics',
    }),
    stage('GENERATE_SUBTITLES', 'text', {
      ...text,
      dependsOn: ['TRANSCRIBE'],
      needs: ['TRANSCRIBE'],
      enabledBy: 'transcription.enable_subtitles',
    }),
  ];
};

/** Plans the recording pipeline (STG-01, STG-08 to STG-11). */
export function planRecording(config: RunConfig): Plan {
  const work = [download, ...stages(config)];
  return planOf('recording', [...work, ...deliveries(config, work)], config);
}

const WORDS: Readonly<Record<string, string>> = {
  [DOWNLOAD]: 'download',
  TRIM: 'trim',
  TRANSCRIBE: 'transcribe',
  EXTRACT_TOPICS: 'topics',
  GENERATE_SUBTITLES: 'subtitles',
};

/** Returns the name of a step in `failed_at_stage` (FLR-02 to FLR-04). */
export const recordingStepWord = (step: string): string =>
  outputOf(step) === undefined ? (WORDS[step] ?? step.toLowerCase()) : 'upload';
