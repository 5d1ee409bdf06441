import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { describeSchemaError } from '../describe-schema-error.js';
import { SimulationSchema } from '../simulation/script.js';
import { DocumentConfigSchema } from './document.js';
import { TopicsDisplaySchema } from './topics-display.js';

/** An output that a recording is delivered to. `name` is unique in a configuration and names the step `deliver:<name>`. */
export const OutputConfigSchema = Type.Object({
  name: Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{0,39}$' }),
  type: Type.String({ pattern: '^[a-z][a-z0-9_]{0,29}$' }),
  /** The settings of that destination. Never hold a secret. */
  settings: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
  /** Actions at the destination after the delivery, each a step of its own: `thumbnail`. */
  follow_ups: Type.Optional(Type.Array(Type.String({ pattern: '^[a-z][a-z0-9_-]{0,29}$' }), { maxItems: 10 })),
});
export const MAX_OUTPUTS = 50;
export type OutputConfig = Static<typeof OutputConfigSchema>;

/**
 * The resolved configuration of one run. Keys keep the spelling that users write (CFG-15), so a configuration path means the
 * same in a template, an event and an error.
 */
export const RunConfigSchema = Type.Object({
  trimming: Type.Object({
    enable_trimming: Type.Boolean(),
    /** dBFS (TRM-07). */
    silence_threshold: Type.Number({ minimum: -120, maximum: 0 }),
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
    batch_id: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.:-]{0,199}$' })),
    /** The longest wait for a batch, seconds. Default: 3000 s (TRN-07). */
    max_wait_time: Type.Optional(Type.Integer({ minimum: 1, maximum: 30 * 86_400 })),
    /** The length of the list of topics. Default: the engine's setting. */
    granularity: Type.Optional(Type.Enum(['short', 'medium', 'long'] as const)),
  }),
  topics_display: Type.Optional(TopicsDisplaySchema),
  document: Type.Optional(DocumentConfigSchema),
  outputs: Type.Array(OutputConfigSchema, { maxItems: MAX_OUTPUTS }),
  retry: Type.Object({
    max_attempts: Type.Integer({ minimum: 1, maximum: 100 }),
    backoff_ms: Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1, maxItems: 100 }),
    max_crashes: Type.Integer({ minimum: 1, maximum: 1000 }),
    /** Milliseconds between checks of a missing dependency, a full disk … (U21). The last value repeats. */
    wait_ms: Type.Optional(Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1, maxItems: 100 })),
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
