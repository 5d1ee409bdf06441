import { Type, type Static } from 'typebox';
import { ArtifactSchema } from '../artifacts/artifact.js';
import { StepKeySchema, WorkerServiceSchema } from '../steps/vocabulary.js';

/**
 * "Do this attempt." One message for each attempt; the subject carries the same ids.
 * It holds the folded state at `revision`, so that a hand-off needs no read. No personal data stands in it.
 */
export const WorkMessageSchema = Type.Object({
  v: Type.Literal(1),
  minReader: Type.Integer({ minimum: 1 }),
  assetId: Type.String(),
  step: StepKeySchema,
  attempt: Type.Integer({ minimum: 1 }),
  attemptId: Type.String(),
  service: WorkerServiceSchema,
  lane: Type.String(),
  /** Opaque; compare only. */
  revision: Type.String(),
  foldVersion: Type.Integer(),
  /** The domain's folded state at `revision`; used only where `foldVersion` is the reader's own. */
  state: Type.Unknown(),
  inputs: Type.Array(ArtifactSchema),
  correlationId: Type.String(),
});
export type WorkMessage = Static<typeof WorkMessageSchema>;
