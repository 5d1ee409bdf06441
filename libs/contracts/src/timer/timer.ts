import { Type, type Static } from 'typebox';
import { WorkerServiceSchema } from '../steps/vocabulary.js';

/** "Look at this asset, not before `dueAt`." A timer carries no decision: the receiver decides by the asset's state. */
export const TimerSchema = Type.Object({
  v: Type.Literal(1),
  service: WorkerServiceSchema,
  assetId: Type.String(),
  /** An asset has one timer for each purpose; a new one replaces the old. */
  purpose: Type.String({ pattern: '^[A-Za-z0-9_:/-]{1,100}$' }),
  dueAt: Type.String(),
});
export type Timer = Static<typeof TimerSchema>;
