import { Type, type Static } from 'typebox';
import { ArtifactSchema } from '../artifacts/artifact.js';
import { StepKeySchema, WorkerServiceSchema } from '../steps/vocabulary.js';

/**
 * "Do this attempt." Each attempt has one message; its subject has the same ids. The message holds the folded state at
 * `revision`, so a hand-off needs no read. It holds no personal data.
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
  /** The domain's folded state at `revision`. Used only if `foldVersion` is the reader's own. */
  state: Type.Unknown(),
  inputs: Type.Array(ArtifactSchema),
  correlationId: Type.String(),
});
export type WorkMessage = Static<typeof WorkMessageSchema>;
