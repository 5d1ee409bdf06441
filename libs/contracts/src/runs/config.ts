import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { schemaWords } from '../schema-words.js';
import { SimulationSchema } from '../simulation/script.js';
import { DocumentConfigSchema } from './document.js';
import { TopicsDisplaySchema } from './topics-display.js';

/** An output that a recording is delivered to. `name` is unique in a configuration and names the step `deliver:<name>`. */
export const OutputConfigSchema = Type.Object({
  name: Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{0,39}$' }),
  /** Destination type, a key of the upload service's registry: `folder`. */
  type: Type.String({ pattern: '^[a-z][a-z0-9_]{0,29}$' }),
  /** Settings of that destination. Secrets never stand here. */
  settings: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
  /** What is done at the destination after the delivery, each as a step of its own: `thumbnail`. */
  follow_ups: Type.Optional(Type.Array(Type.String({ pattern: '^[a-z][a-z0-9_-]{0,29}$' }), { maxItems: 10 })),
});
/** Of one run. */
export const MAX_OUTPUTS = 50;
export type OutputConfig = Static<typeof OutputConfigSchema>;

/**
 * The resolved configuration of one run. Keys keep the spelling that users write (CFG-15),
 * so that a configuration path means the same in a template, an event and an error.
 */
export const RunConfigSchema = Type.Object({
  trimming: Type.Object({
    enable_trimming: Type.Boolean(),
    /** dBFS (TRM-07). */
    silence_threshold: Type.Number({ minimum: -120, maximum: 0 }),
    /** Begin where the sound begins, by an edit list, and not at the keyframe before it. Left out: off. */
    exact: Type.Optional(Type.Boolean()),
  }),
  transcription: Type.Object({
    enable_transcription: Type.Boolean(),
    enable_topics: Type.Boolean(),
    enable_subtitles: Type.Boolean(),
    allow_errors: Type.Boolean(),
    /** Hand the recording over to an engine that works on it when it suits, and ask now and then (TRN-02). Left out: off. */
    batch: Type.Optional(Type.Boolean()),
    /** Ask only for work that somebody has handed over already (TRN-03). */
    batch_id: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.:-]{0,199}$' })),
    /** No batch is waited for longer; left out: 3000 s (TRN-07). */
    max_wait_time: Type.Optional(Type.Integer({ minimum: 1, maximum: 30 * 86_400 })),
    /** How long the list of topics is to be; left out: as the engine is set up. */
    granularity: Type.Optional(Type.Enum(['short', 'medium', 'long'] as const)),
  }),
  /** How outputs show the topics that were found. */
  topics_display: Type.Optional(TopicsDisplaySchema),
  /** What is done with documents. */
  document: Type.Optional(DocumentConfigSchema),
  outputs: Type.Array(OutputConfigSchema, { maxItems: MAX_OUTPUTS }),
  retry: Type.Object({
    max_attempts: Type.Integer({ minimum: 1, maximum: 100 }),
    backoff_ms: Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1, maxItems: 100 }),
    max_crashes: Type.Integer({ minimum: 1, maximum: 1000 }),
    /** Waits between looks at a dependency that is away, a full disk … (U21); the last value repeats. */
    wait_ms: Type.Optional(Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1, maxItems: 100 })),
    /** No retry starts later than this after the first failure of a step in a run. */
    budget_ms: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  limits: Type.Optional(
    Type.Object({
      /** Longest time of one attempt of a source or stage, or `timeout_media_factor` times the media's duration where that is more. */
      step_timeout_ms: Type.Integer({ minimum: 1 }),
      timeout_media_factor: Type.Number({ minimum: 0 }),
      /** An attempt that reports no progress for so long is ended and tried again. */
      no_progress_ms: Type.Integer({ minimum: 1 }),
    }),
  ),
  /** Scripts of simulated connectors; empty unless the installation allows them (U22). */
  simulation: Type.Optional(SimulationSchema),
});
export type RunConfig = Static<typeof RunConfigSchema>;

/** One thing that is wrong with a configuration: where (a configuration path) and what. Never the value, which may be a secret. */
export interface ConfigProblem {
  readonly path: string;
  readonly message: string;
}

const runConfigValidator = Compile(RunConfigSchema);
const pathOf = (pointer: string): string => pointer.split('/').filter(Boolean).join('.');

/** True where a value is a complete run configuration by its schema. */
export const isRunConfig = (value: unknown): value is RunConfig => runConfigValidator.Check(value);

/** Everything that is wrong with a value that should be a run configuration, or nothing. */
export const runConfigProblems = (value: unknown): readonly ConfigProblem[] =>
  runConfigValidator.Errors(value).map((error) => ({ path: pathOf(error.instancePath), message: schemaWords(error) }));
