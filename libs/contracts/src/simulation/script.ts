import { Type, type Static } from 'typebox';
import { SKIP_REASONS, STEP_KEY_PATTERN } from '../steps/vocabulary.js';

/*
 * The behaviour of a simulated connector, as data (U22). A script is part of a run's configuration, under the key of its step.
 * So the plan shows it, an event keeps it, and each item can have its own.
 */

const milliseconds = (description: string) => Type.Integer({ minimum: 0, maximum: 86_400_000, description });

/** A simulated fault and its time. Without `attempt`, it happens in every attempt. */
export const FaultSchema = Type.Object(
  {
    attempt: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 10_000,
        description: 'Number of the attempt as the item shows it; they count on over runs.',
      }),
    ),
    /**
     * `fail`: fails for good or as retryable, depending on `retryable` · `wait`: a dependency is missing, or a rate limit or
     * quota asks for `retry_after_ms` ·
     * `hang`: runs for ever without progress · `crash`: ends its own process like `kill -9` · `skip`: the step does not apply ·
     * outputs only: `drop`: accepts everything, but its answer is lost · `silent`: accepts all bytes and never answers ·
     * `truncate`: stores half of the bytes and says so.
     */
    do: Type.Enum(['fail', 'wait', 'hang', 'crash', 'skip', 'drop', 'silent', 'truncate'] as const, {
      description: 'What happens (docs/simulation.md).',
    }),
    at: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: 'Fraction of the work after which it happens.' })),
    code: Type.Optional(
      Type.String({
        pattern: '^[a-z0-9][a-z0-9_.-]{0,79}$',
        description: 'Stable code of a failure or of what is waited for.',
      }),
    ),
    message: Type.Optional(Type.String({ maxLength: 500, description: 'The same in words.' })),
    retryable: Type.Optional(Type.Boolean({ description: 'A failure that is tried again.' })),
    retry_after_ms: Type.Optional(milliseconds('The wait that is asked for.')),
    reason: Type.Optional(Type.Enum(SKIP_REASONS, { description: 'Why the step does not apply.' })),
  },
  { additionalProperties: false },
);
export type Fault = Static<typeof FaultSchema>;

export const ScriptSchema = Type.Object(
  {
    takes_ms: Type.Optional(milliseconds('How long one attempt takes.')),
    progress: Type.Optional(
      Type.Array(Type.Number({ minimum: 0, maximum: 1 }), {
        maxItems: 100,
        description: 'Fractions that are reported on the way, evenly spread over the time.',
      }),
    ),
    faults: Type.Optional(
      Type.Array(FaultSchema, { maxItems: 100, description: 'What goes wrong: the first that fits the attempt happens.' }),
    ),
  },
  { additionalProperties: false },
);
export type Script = Static<typeof ScriptSchema>;

/**
 * Scripts by step key: `DOWNLOAD`, `TRIM`, `deliver:archive`, `deliver:archive/thumbnail` … A stage without a script uses its
 * real engine.
 */
export const SimulationSchema = Type.Record(Type.String({ pattern: STEP_KEY_PATTERN }), ScriptSchema);
export type Simulation = Static<typeof SimulationSchema>;

export const SIMULATED = 'simulated';
