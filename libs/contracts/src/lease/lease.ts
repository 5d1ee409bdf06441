import { Type, type Static } from 'typebox';
import { StepKeySchema } from '../steps/vocabulary.js';

/** Progress of a running attempt. Unknown parts are left out, never guessed. */
export const ProgressSchema = Type.Object({
  /** Work done, 0 to 1. */
  fraction: Type.Number({ minimum: 0, maximum: 1 }),
  /** What is being done now: `extracting-audio`. */
  phase: Type.Optional(Type.String({ maxLength: 60 })),
  /** Units done and in all, e.g. seconds of audio or bytes. */
  done: Type.Optional(Type.Number()),
  total: Type.Optional(Type.Number()),
  unit: Type.Optional(Type.String({ maxLength: 20 })),
});
export type Progress = Static<typeof ProgressSchema>;

/** Heartbeat and progress of one attempt: the last value on `tl.lease.<asset>.<step>`. */
export const LeaseSchema = Type.Object({
  v: Type.Literal(1),
  assetId: Type.String(),
  step: StepKeySchema,
  attemptId: Type.String(),
  worker: Type.String(),
  state: Type.Union([Type.Literal('held'), Type.Literal('released')]),
  /** Milliseconds, counted from the broker's time of the record. */
  termMs: Type.Integer({ minimum: 1 }),
  startedAt: Type.String(),
  progress: ProgressSchema,
});
export type Lease = Static<typeof LeaseSchema>;
