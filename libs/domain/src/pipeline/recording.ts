import {
  DOWNLOAD,
  deliveryStep,
  outputOf,
  type OutputConfig,
  type Plan,
  type PlanStep,
  type RunConfig,
} from '@throughline/contracts';

type Template = Omit<PlanStep, 'retry'>;

const download: Template = {
  step: DOWNLOAD,
  kind: 'source',
  service: 'ingest',
  lane: 'download',
  dependsOn: [],
  onFailure: 'restart',
};
const stage = (step: string, lane: string, after: Partial<Template> & Pick<Template, 'dependsOn'>): Template => ({
  step,
  kind: 'stage',
  service: 'processing',
  lane,
  onFailure: 'rollback',
  ...after,
});

/** `TRIM` is planned only where it is switched on (STG-08); the other stages are planned and skipped (STG-09). */
const stages = (config: RunConfig): readonly Template[] => {
  const trimmed = config.trimming.enable_trimming;
  const trim = stage('TRIM', 'media', { dependsOn: [DOWNLOAD], enabledBy: 'trimming.enable_trimming' });
  return [
    ...(trimmed ? [trim] : []),
    // A recording that cannot be trimmed (silent, without audio) still goes on: TRIM need not have completed.
    stage('TRANSCRIBE', 'speech', {
      dependsOn: [trimmed ? 'TRIM' : DOWNLOAD],
      enabledBy: 'transcription.enable_transcription',
    }),
    stage('EXTRACT_TOPICS', 'text', {
      dependsOn: ['TRANSCRIBE'],
      needs: ['TRANSCRIBE'],
      enabledBy: 'transcription.enable_topics',
    }),
    stage('GENERATE_SUBTITLES', 'text', {
      dependsOn: ['TRANSCRIBE'],
      needs: ['TRANSCRIBE'],
      enabledBy: 'transcription.enable_subtitles',
    }),
  ];
};

const delivery = (output: OutputConfig, after: readonly Template[]): Template => ({
  step: deliveryStep(output.name),
  kind: 'delivery',
  service: 'upload',
  // Lanes are tokens of subjects and names of consumers, which know no underscore.
  lane: output.type.replaceAll('_', '-'),
  dependsOn: after.map(({ step }) => step),
  onFailure: 'isolate',
});

/** The recording pipeline as data: the resolved steps of a run (STG-01, STG-08 to STG-11, design.md §2 "The plan is data"). */
export function planRecording(config: RunConfig): Plan {
  const retry = {
    maxAttempts: config.retry.max_attempts,
    backoffMs: config.retry.backoff_ms,
    maxCrashes: config.retry.max_crashes,
  };
  const work = [download, ...stages(config)];
  const steps = [...work, ...config.outputs.map((output) => delivery(output, work))];
  return { pipeline: 'recording', steps: steps.map((step) => ({ ...step, retry })) };
}

const WORDS: Readonly<Record<string, string>> = {
  [DOWNLOAD]: 'download',
  TRIM: 'trim',
  TRANSCRIBE: 'transcribe',
  EXTRACT_TOPICS: 'topics',
  GENERATE_SUBTITLES: 'subtitles',
};

/** The word for a step in `failed_at_stage` (FLR-02 to FLR-04). */
export const recordingStepWord = (step: string): string =>
  outputOf(step) === undefined ? (WORDS[step] ?? step.toLowerCase()) : 'upload';
