import { Type, type Static } from 'typebox';
import { WorkerServiceSchema } from '../steps/vocabulary.js';

/** "I am here and take work from these lanes." Not stored: who has not been heard of for some time is not known to be there. */
export const PresenceSchema = Type.Object({
  v: Type.Literal(1),
  service: WorkerServiceSchema,
  worker: Type.String({ minLength: 1, maxLength: 100 }),
  lanes: Type.Array(
    Type.Object({ lane: Type.String(), concurrency: Type.Integer({ minimum: 1 }), busy: Type.Integer({ minimum: 0 }) }),
    {
      maxItems: 100,
    },
  ),
  /** The next word comes within this time. Milliseconds. */
  everyMs: Type.Integer({ minimum: 1 }),
  /** It is going away in order. */
  leaving: Type.Optional(Type.Boolean()),
});
export type Presence = Static<typeof PresenceSchema>;
