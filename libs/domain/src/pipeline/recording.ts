import {
  DOWNLOAD,
  deliveryStep,
  followUpStep,
  outputOf,
  type OutputConfig,
  type Plan,
  type PlanStep,
  type RunConfig,
} from '@throughline/contracts';

type Template = Omit<PlanStep, 'retry' | 'limits'>;

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
  // allow_errors is about the text: without a cut there is nothing to go on with (FLR-04 to FLR-07).
  const text = { onFailure: config.transcription.allow_errors ? 'tolerate' : 'rollback' } as const;
  const trim = stage('TRIM', 'media', { dependsOn: [DOWNLOAD], enabledBy: 'trimming.enable_trimming' });
  return [
    ...(trimmed ? [trim] : []),
    // A recording that cannot be trimmed (silent, without audio) still goes on: TRIM need not have completed.
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

// Lanes are tokens of subjects and names of consumers, which know no underscore.
const laneOf = (output: OutputConfig): string => output.type.replaceAll('_', '-');

const delivery = (output: OutputConfig, after: readonly Template[]): Template => ({
  step: deliveryStep(output.name),
  kind: 'delivery',
  service: 'upload',
  lane: laneOf(output),
  dependsOn: after.map(({ step }) => step),
  onFailure: 'isolate',
});

/** What is done at the destination once the recording is there. It never fails the delivery (U9). */
const followUps = (output: OutputConfig): readonly Template[] =>
  (output.follow_ups ?? []).map((name) => ({
    step: followUpStep(output.name, name),
    kind: 'followUp',
    service: 'upload',
    lane: laneOf(output),
    dependsOn: [deliveryStep(output.name)],
    needs: [deliveryStep(output.name)],
    onFailure: 'isolate',
  }));

/** Bytes that move are no reason to end a delivery, however long it takes; anything else has a limit of time (TMO-10). */
function limitsOf({ kind }: Template, { limits }: RunConfig): Pick<PlanStep, 'limits'> {
  if (limits === undefined) return {};
  const noProgress = { noProgressMs: limits.no_progress_ms };
  return {
    limits:
      kind === 'delivery'
        ? noProgress
        : { ...noProgress, timeoutMs: limits.step_timeout_ms, mediaFactor: limits.timeout_media_factor },
  };
}

/** The recording pipeline as data: the resolved steps of a run (STG-01, STG-08 to STG-11, design.md §2 "The plan is data"). */
export function planRecording(config: RunConfig): Plan {
  const retry = {
    maxAttempts: config.retry.max_attempts,
    backoffMs: config.retry.backoff_ms,
    maxCrashes: config.retry.max_crashes,
    ...(config.retry.wait_ms === undefined ? {} : { waitMs: config.retry.wait_ms }),
    ...(config.retry.budget_ms === undefined ? {} : { budgetMs: config.retry.budget_ms }),
  };
  const work = [download, ...stages(config)];
  const deliveries = config.outputs.flatMap((output) => [delivery(output, work), ...followUps(output)]);
  return {
    pipeline: 'recording',
    steps: [...work, ...deliveries].map((step) => ({ ...step, retry, ...limitsOf(step, config) })),
  };
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
