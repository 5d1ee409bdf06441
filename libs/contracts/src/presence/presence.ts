import { Type, type Static } from 'typebox';
import { WorkerServiceSchema } from '../steps/vocabulary.js';

/** A program beside the services that does work for them. */
export const ToolNoteSchema = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 60, description: 'Name of the program.' }),
  version: Type.String({ minLength: 1, maxLength: 100, description: 'As it says itself.' }),
  note: Type.Optional(
    Type.String({
      maxLength: 300,
      description: 'What an operator should know of it: that it is old, that it is missing something.',
    }),
  ),
});
export type ToolNote = Static<typeof ToolNoteSchema>;

/** What does a kind of work that there is more than one way to do. */
export const EngineNoteSchema = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 60, description: 'Name of the engine.' }),
  kind: Type.String({ pattern: '^[a-z][a-z_-]{0,39}$', description: 'What it does: `speech`, `topics`.' }),
  model: Type.Optional(Type.String({ maxLength: 200, description: 'Which model it uses.' })),
  languages: Type.Optional(
    Type.Array(Type.String({ maxLength: 35 }), { maxItems: 300, description: 'BCP 47; left out where it takes any.' }),
  ),
  available: Type.Optional(
    Type.Boolean({
      description:
        'False: it cannot be used on this machine, and `note` says why. Left out: it can; what is not here is not asked beforehand.',
    }),
  ),
  note: Type.Optional(Type.String({ maxLength: 300, description: 'What an operator should know of it.' })),
});
export type EngineNote = Static<typeof EngineNoteSchema>;

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
  /** When the worker has looked at what it has to work with. */
  lookedAt: Type.Optional(Type.String({ format: 'date-time' })),
  /** Left out until the worker has looked. */
  tools: Type.Optional(Type.Array(ToolNoteSchema, { maxItems: 50 })),
  engines: Type.Optional(Type.Array(EngineNoteSchema, { maxItems: 50 })),
  /** It is going away in order. */
  leaving: Type.Optional(Type.Boolean()),
});
export type Presence = Static<typeof PresenceSchema>;
