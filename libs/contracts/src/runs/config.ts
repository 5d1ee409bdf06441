import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
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

/**
 * The resolved configuration of one run. Keys keep the spelling that users write (CFG-15), so a configuration path means the
 * same in a template, an event and an error.
 */
export const RunConfigSchema = Type.Object({
  trimming: Type.Object({
    enable_trimming: Type.Boolean(),
    /** dBFS (TRM-07). */
    silence_threshold: Type.Number(inRange(RUN_LIMITS.silenceThreshold)),
    /** Cut exactly where the sound begins, by an edit list, instead of at the keyframe before it. Default: off. */
    exact: Type.Optional(Type.Boolean()),
  }),
  transcription: Type.Object({
    enable_transcription: Type.Boolean(),
    enable_topics: Type.Boolean(),
    enable_subtitles: Type.Boolean(),
    allow_errors: Type.Boolean(),
    /** Submit the recording to a batch engine and poll for its result (TRN-02). Default: off. */
    batch: Type.Optional(Type.Boolean()),
    /** Poll only for a batch that somebody has submitted already (TRN-03). */
    batch_id: Type.Optional(Type.String({ pattern: BATCH_ID_PATTERN })),
    /** The longest wait for a batch, seconds. Default: 3000 s (TRN-07). */
    max_wait_time: Type.Optional(Type.Integer(inRange(RUN_LIMITS.maxWaitSeconds))),
    /** The length of the list of topics. Default: the engine's setting. */
    granularity: Type.Optional(Type.Enum(GRANULARITIES)),
    /** The id of the run's own terms: other terms have another id. The terms are words of a person, so `RunStarted` seals them. */
    vocabulary: Type.Optional(Type.String({ pattern: VOCABULARY_ID_PATTERN })),
  }),
  topics_display: Type.Optional(TopicsDisplaySchema),
  metadata: Type.Optional(MetadataConfigSchema),
  document: Type.Optional(DocumentConfigSchema),
  outputs: Type.Array(OutputConfigSchema, { maxItems: RUN_LIMITS.outputs.max }),
  /** `false`: outputs wait until a person publishes them. Default: on. */
  auto_upload: Type.Optional(Type.Boolean()),
  /** The operator's defaults and stored events may exceed the limits for requests here and in `limits`. */
  retry: Type.Object({
    max_attempts: Type.Integer(inRange(STORED_ATTEMPTS)),
    backoff_ms: Type.Array(Type.Integer({ minimum: 0 }), withItems(RUN_LIMITS.backoffs)),
    max_crashes: Type.Integer(inRange(RUN_LIMITS.maxCrashes)),
    /** Milliseconds between checks of a missing dependency, a full disk … (U21). The last value repeats. */
    wait_ms: Type.Optional(Type.Array(Type.Integer({ minimum: 0 }), withItems(RUN_LIMITS.backoffs))),
    /** No retry starts later than this after a step's first failure in a run. Milliseconds. */
    budget_ms: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  limits: Type.Optional(
    Type.Object({
      /**
       * The longest time of one attempt of a source or stage, or `timeout_media_factor` times the media's duration if that is
       * longer.
       */
      step_timeout_ms: Type.Integer({ minimum: 1 }),
      timeout_media_factor: Type.Number({ minimum: 0 }),
      /** An attempt without progress for this long is ended and retried. */
      no_progress_ms: Type.Integer({ minimum: 1 }),
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

const runConfigValidator = Compile(RunConfigSchema);
const pathOf = (pointer: string): string => pointer.split('/').filter(Boolean).join('.');

export const isRunConfig = (value: unknown): value is RunConfig => runConfigValidator.Check(value);

/** Returns all problems of a value as a run configuration; an empty list if it is valid. */
export const findRunConfigProblems = (value: unknown): readonly ConfigProblem[] =>
  runConfigValidator.Errors(value).map((error) => ({ path: pathOf(error.instancePath), message: describeSchemaError(error) }));
