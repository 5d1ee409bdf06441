import { Type, type Static } from 'typebox';
import { lazyValidator } from '../json/lazy-validator.js';
import { describeSchemaError } from '../describe-schema-error.js';
import { SimulationSchema } from '../simulation/script.js';
import { DocumentConfigSchema } from './document.js';
import {
  BATCH_ID_PATTERN,
  GRANULARITIES,
  OUTPUT_NAME_PATTERN,
  RUN_LIMITS,
  STORED_ATTEMPTS,
  VOCABULARY_ID_PATTERN,
  inRange,
  withItems,
} from './limits.js';
import { MetadataConfigSchema } from './metadata.js';
import { setting } from './setting.js';
import { TopicsDisplaySchema } from './topics-display.js';

/** An output that a recording is delivered to. `name` is unique in a configuration and names the step `deliver:<name>`. */
export const OutputConfigSchema = Type.Object({
  name: Type.String({ pattern: OUTPUT_NAME_PATTERN }),
  type: Type.String({ pattern: '^[a-z][a-z0-9_]{0,29}$' }),
  /** The settings of that destination. Never hold a secret. */
  settings: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
  /** The output's own patterns by their ids. They win over those of the run. */
  metadata: Type.Optional(MetadataConfigSchema),
  /** Actions at the destination after the delivery, each a step of its own: `thumbnail`. */
  follow_ups: Type.Optional(Type.Array(Type.String({ pattern: '^[a-z][a-z0-9_-]{0,29}$' }), { maxItems: 10 })),
});
export type OutputConfig = Static<typeof OutputConfigSchema>;

/** Milliseconds. */
const waits = (text: string) =>
  Type.Array(Type.Integer({ minimum: 0 }), {
    ...withItems(RUN_LIMITS.backoffs),
    ...setting(text, { limits: RUN_LIMITS.backoffMs }),
  });

/**
 * The resolved configuration of one run, and the one shape of its settings: requests have the fields, texts and limits of
 * these schemas, which `setting` narrows for them. Keys keep the spelling that users write (CFG-15), so a configuration path means the
 * same in a template, an event and an error.
 */
export const RunConfigSchema = Type.Object({
  trimming: Type.Object({
    enable_trimming: Type.Boolean(setting('Cuts off silence at both ends.')),
    /** TRM-07. */
    silence_threshold: Type.Number({ ...inRange(RUN_LIMITS.silenceThreshold), ...setting('dBFS') }),
    exact: Type.Optional(
      Type.Boolean(
        setting(
          'MP4 and MOV start exactly where the sound begins, by an edit list and without encoding. By default a cut starts at the keyframe before it.',
        ),
      ),
    ),
  }),
  transcription: Type.Object({
    enable_transcription: Type.Boolean(setting('Transcribes the speech.')),
    enable_topics: Type.Boolean(setting('Divides the transcript into topics.')),
    enable_subtitles: Type.Boolean(setting('Makes subtitles of the transcript.')),
    /** FLR-06. */
    allow_errors: Type.Boolean(setting('Skips a text stage that fails permanently, and continues.')),
    /** TRN-02. Default: off. */
    batch: Type.Optional(
      Type.Boolean(setting('Hands the work to an engine that works when it has capacity, and polls for the result.')),
    ),
    /** TRN-03. */
    batch_id: Type.Optional(
      Type.String({
        pattern: BATCH_ID_PATTERN,
        ...setting('The id of work that was handed over earlier: only its result is fetched.'),
      }),
    ),
    /** TRN-07. */
    max_wait_time: Type.Optional(
      Type.Integer({ ...inRange(RUN_LIMITS.maxWaitSeconds), ...setting('The seconds that a batch may take; default: 3000.') }),
    ),
    /** Default: the engine's setting. */
    granularity: Type.Optional(Type.Enum(GRANULARITIES, setting('The length of the list of topics.'))),
    /** The id of the run's own terms: other terms have another id. The terms are words of a person, so `RunStarted` seals them. */
    vocabulary: Type.Optional(Type.String({ pattern: VOCABULARY_ID_PATTERN })),
  }),
  topics_display: Type.Optional(TopicsDisplaySchema),
  metadata: Type.Optional(MetadataConfigSchema),
  document: Type.Optional(DocumentConfigSchema),
  outputs: Type.Array(OutputConfigSchema, { maxItems: RUN_LIMITS.outputs.max }),
  /** `false`: outputs wait until a person publishes them. Default: on. */
  auto_upload: Type.Optional(Type.Boolean()),
  retry: Type.Object({
    max_attempts: Type.Integer({
      ...inRange(STORED_ATTEMPTS),
      ...setting('The attempts of a step, the first one included.', { limits: RUN_LIMITS.maxAttempts }),
    }),
    backoff_ms: waits('The backoff before attempts 2, 3 …; the last value repeats.'),
    /** U21. */
    wait_ms: Type.Optional(waits('The intervals between checks for an awaited dependency; the last value repeats.')),
    max_crashes: Type.Integer({
      ...inRange(RUN_LIMITS.maxCrashes),
      ...setting('The number of lost workers in a row, without progress, after which a step fails.'),
    }),
    budget_ms: Type.Optional(
      Type.Integer({
        minimum: 0,
        ...setting('No retry starts later than this after the first failure.', { limits: RUN_LIMITS.budgetMs }),
      }),
    ),
  }),
  limits: Type.Optional(
    Type.Object({
      step_timeout_ms: Type.Integer({
        minimum: 1,
        ...setting('The longest time of one attempt of the download or a stage.', { limits: RUN_LIMITS.attemptMs }),
      }),
      timeout_media_factor: Type.Number({
        minimum: 0,
        ...setting('The timeout is at least this many times the length of the recording.', { limits: RUN_LIMITS.mediaFactor }),
      }),
      no_progress_ms: Type.Integer({
        minimum: 1,
        ...setting('An attempt without progress for this long is ended and tried again.', { limits: RUN_LIMITS.attemptMs }),
      }),
    }),
  ),
  /** Scripts of simulated connectors. Empty unless the installation allows them (U22). */
  simulation: Type.Optional(SimulationSchema),
});
export type RunConfig = Static<typeof RunConfigSchema>;

/** One problem of a configuration, with its path. Never repeats the value, which may be a secret. */
export interface ConfigProblem {
  readonly path: string;
  readonly message: string;
}

const runConfigValidator = lazyValidator(RunConfigSchema);
const pathOf = (pointer: string): string => pointer.split('/').filter(Boolean).join('.');

export const isRunConfig = (value: unknown): value is RunConfig => runConfigValidator.Check(value);

/** Returns all problems of a value as a run configuration; an empty list if it is valid. */
export const findRunConfigProblems = (value: unknown): readonly ConfigProblem[] =>
  runConfigValidator.Errors(value).map((error) => ({ path: pathOf(error.instancePath), message: describeSchemaError(error) }));
