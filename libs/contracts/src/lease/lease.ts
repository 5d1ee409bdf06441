import { Type, type Static } from 'typebox';
import { StepKeySchema } from '../steps/vocabulary.js';

/** The progress of a running attempt. Unknown values are left out, never estimated. */
export const ProgressSchema = Type.Object({
  /** Work done, 0 to 1. */
  fraction: Type.Number({ minimum: 0, maximum: 1 }),
  /** The current activity: `extracting-audio`. */
  phase: Type.Optional(Type.String({ maxLength: 60 })),
  /** Units done and in total, e.g. seconds of audio or bytes. */
  done: Type.Optional(Type.Number()),
  total: Type.Optional(Type.Number()),
  unit: Type.Optional(Type.String({ maxLength: 20 })),
});
export type Progress = Static<typeof ProgressSchema>;

/** The heartbeat and progress of one attempt: the last value on `tl.lease.<asset>.<step>`. */
export const LeaseSchema = Type.Object({
  v: Type.Literal(1),
  assetId: Type.String(),
  step: StepKeySchema,
  attemptId: Type.String(),
  worker: Type.String(),
  state: Type.Union([Type.Literal('held'), Type.Literal('released')]),
  /** Milliseconds, counted from the broker's timestamp of the record. */
  termMs: Type.Integer({ minimum: 1 }),
  startedAt: Type.String(),
  progress: ProgressSchema,
});
export type Lease = Static<typeof LeaseSchema>;
