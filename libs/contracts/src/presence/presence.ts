import { Type, type Static } from 'typebox';
import { WorkerServiceSchema } from '../steps/vocabulary.js';

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

/** An engine for a kind of work that several engines can do. */
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

/**
 * A worker's announcement of the lanes that it serves. It is not stored: a worker that stops announcing is no longer counted.
 */
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
  /** The next announcement follows within this time. Milliseconds. */
  everyMs: Type.Integer({ minimum: 1 }),
  lookedAt: Type.Optional(Type.String({ format: 'date-time' })),
  /** Absent until the worker has inspected them. */
  tools: Type.Optional(Type.Array(ToolNoteSchema, { maxItems: 50 })),
  engines: Type.Optional(Type.Array(EngineNoteSchema, { maxItems: 50 })),
  leaving: Type.Optional(Type.Boolean()),
});
export type Presence = Static<typeof PresenceSchema>;
