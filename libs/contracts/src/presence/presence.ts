import { Type, type Static } from 'typebox';
import { WorkerServiceSchema } from '../steps/vocabulary.js';

export const ToolNoteSchema = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 60, description: 'The name of the program.' }),
  version: Type.String({ minLength: 1, maxLength: 100, description: 'The version that the program reports.' }),
  note: Type.Optional(
    Type.String({
      maxLength: 300,
      description: 'A hint for the operator, e.g. that the program is outdated or lacks a feature.',
    }),
  ),
});
export type ToolNote = Static<typeof ToolNoteSchema>;

const languages = (description: string): Type.TArray<Type.TString> =>
  Type.Array(Type.String({ maxLength: 35 }), { maxItems: 300, description });

/** An engine for a kind of work that several engines can do. */
export const EngineNoteSchema = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 60, description: 'The name of the engine.' }),
  kind: Type.String({ pattern: '^[a-z][a-z_-]{0,39}$', description: 'The kind of work: `speech`, `topics`.' }),
  model: Type.Optional(Type.String({ maxLength: 200, description: 'The model that the engine uses.' })),
  languages: Type.Optional(languages('The languages that the engine supports, as BCP 47 tags. Absent: any language.')),
  grades: Type.Optional(
    Type.Object(
      {
        good: languages('At most 12 % of the words are wrong.'),
        draft: languages('At most 30 % of the words are wrong.'),
        poor: languages('More words are wrong.'),
      },
      {
        description:
          "The engine's languages by the publisher's error rates for read sentences. Languages without a published rate are in no list.",
      },
    ),
  ),
  speed: Type.Optional(
    Type.Number({
      exclusiveMinimum: 0,
      description:
        "Seconds of speech that the engine transcribes in a second, measured on the worker's machine. Absent: not measured.",
    }),
  ),
  available: Type.Optional(
    Type.Boolean({
      description:
        'False: the worker cannot use the engine, and `note` says why. Absent: the engine is usable, or it is a remote service, which is not checked in advance.',
    }),
  ),
  needs_language: Type.Optional(
    Type.Boolean({ description: 'True: the engine does not transcribe recordings with the language `auto`.' }),
  ),
  note: Type.Optional(Type.String({ maxLength: 300, description: 'A hint for the operator.' })),
});
export type EngineNote = Static<typeof EngineNoteSchema>;

/** A speech model that can be downloaded to the machine of a worker. */
export const ModelNoteSchema = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 60, description: 'The name of the model.' }),
  selected: Type.Optional(
    Type.Boolean({ description: 'False: transcriptions use another model. Absent from workers of earlier releases.' }),
  ),
  megabytes: Type.Optional(Type.Integer({ minimum: 0, description: 'The size of the file in millions of bytes, rounded.' })),
  phase: Type.String({
    pattern: '^[a-z][a-z_-]{0,39}$',
    description: 'The state of the download: `ready`, `missing`, `fetching`, `retrying`, `stopped`, `paused`.',
  }),
  fetched_bytes: Type.Integer({ minimum: 0, description: 'The bytes that have been fetched.' }),
  total_bytes: Type.Optional(Type.Integer({ minimum: 0, description: 'The size of the model, once a server has told it.' })),
  error: Type.Optional(
    Type.String({
      pattern: '^[a-z0-9][a-z0-9_.-]{0,79}$',
      description:
        'Why the last attempt failed: `download-failed`, `disk-full`, `wrong-checksum`, `data-folder-unusable`; or `model-unusable`: the file is no model.',
    }),
  ),
  next_attempt_at: Type.Optional(Type.String({ format: 'date-time', description: 'When the download is tried again.' })),
});
export type ModelNote = Static<typeof ModelNoteSchema>;

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
  models: Type.Optional(Type.Array(ModelNoteSchema, { maxItems: 50 })),
  leaving: Type.Optional(Type.Boolean()),
});
export type Presence = Static<typeof PresenceSchema>;
