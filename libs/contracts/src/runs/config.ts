import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

/** An output that a recording is delivered to. `name` is unique in a configuration and names the step `deliver:<name>`. */
export const OutputConfigSchema = Type.Object({
  name: Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{0,39}$' }),
  /** Destination type, a key of the upload service's registry: `folder`. */
  type: Type.String({ pattern: '^[a-z][a-z0-9_]{0,29}$' }),
  /** Settings of that destination. Secrets never stand here. */
  settings: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
});
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
  }),
  transcription: Type.Object({
    enable_transcription: Type.Boolean(),
    enable_topics: Type.Boolean(),
    enable_subtitles: Type.Boolean(),
    allow_errors: Type.Boolean(),
  }),
  outputs: Type.Array(OutputConfigSchema, { maxItems: 50 }),
  retry: Type.Object({
    max_attempts: Type.Integer({ minimum: 1, maximum: 100 }),
    backoff_ms: Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1, maxItems: 100 }),
    max_crashes: Type.Integer({ minimum: 1, maximum: 1000 }),
  }),
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
  runConfigValidator.Errors(value).map(({ instancePath, message }) => ({ path: pathOf(instancePath), message }));
