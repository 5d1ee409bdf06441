import { EngineNoteSchema, ToolNoteSchema } from '@throughline/contracts';
import { Type, type TLiteral, type TSchema, type TUnion } from 'typebox';
import { problemKinds } from '../../problems/catalogue.js';
import { SCOPES } from '../../tokens/token.js';
import { explainAnswers } from './explain-schema.js';
import { LedgerEntry } from './ledger-schema.js';
import { commandAnswers } from './command-answers.js';
import { Id, Time, orNull, recording, words } from './recording-schema.js';

/*
 * The answers of the API. A spec checks real answers against these, without room for fields that are not told here.
 */
const Recording = Type.Object(recording);

/** Nobody has said so yet. */
const orUnknown = <T extends TSchema>(schema: T): TUnion<[T, TLiteral<'unknown'>]> =>
  Type.Union([schema, Type.Literal('unknown')]);

const AuditEvent = Type.Object({
  id: Type.String({ description: 'Its place; give it back as `after`.' }),
  type: Type.String(),
  step: orNull(Type.String()),
  status_after: Type.String({ description: 'Status of the recording after the event.' }),
  failed_after: Type.Boolean(),
  message: orNull(Type.String()),
  detail: Type.Unknown(),
  actor: Type.Object({ kind: Type.String(), id: Type.String() }),
  occurred_at: Time,
  recorded_at: Time,
});

const Artifact = Type.Object({
  name: Type.String(),
  role: Type.String(),
  media_type: Type.String(),
  size: Type.Integer(),
  sha256: Type.String(),
  url: Type.String(),
});

const token = {
  id: Id,
  name: Type.String(),
  scopes: Type.Array(words(SCOPES)),
  created_at: Time,
  expires_at: orNull(Time),
  last_used_at: orNull(Time),
};

export const answers = {
  Recording,
  RecordingList: Type.Object({
    items: Type.Array(Recording),
    next_cursor: orNull(Type.String()),
    total: Type.Optional(Type.Integer({ description: 'With `include=total`.' })),
  }),
  ...commandAnswers,
  ...explainAnswers,
  EventList: Type.Object({ items: Type.Array(AuditEvent), next_cursor: orNull(Type.String()) }),
  ArtifactList: Type.Object({ items: Type.Array(Artifact) }),
  Token: Type.Object(token),
  TokenList: Type.Object({ items: Type.Array(Type.Object(token)) }),
  CreatedToken: Type.Object({ ...token, token: Type.String({ description: 'Shown this once.' }) }),
  About: Type.Object({
    name: Type.String(),
    version: Type.String(),
    limits: Type.Object({ upload_bytes: Type.Integer(), page: Type.Integer(), title: Type.Integer() }),
    simulation: Type.Boolean({ description: 'Simulated connectors are switched on: what is shown need not be real.' }),
    services: orNull(
      Type.Array(
        Type.Object({
          service: Type.String(),
          tools: orUnknown(Type.Array(ToolNoteSchema)),
          engines: orUnknown(Type.Array(EngineNoteSchema)),
        }),
        { description: 'What the workers have to work with, as far as they were heard; null without a token.' },
      ),
    ),
    docs: Type.String(),
  }),
  SimulatedOutputList: Type.Object({
    items: Type.Array(
      Type.Object({
        name: Type.String(),
        settings: orNull(Type.Record(Type.String(), Type.Unknown(), { description: 'Null: no output of this server any more.' })),
        requests: Type.Integer({ minimum: 0 }),
      }),
    ),
  }),
  Ledger: Type.Object({ items: Type.Array(LedgerEntry), next_cursor: orNull(Type.String()) }),
  Live: Type.Object({ status: Type.Literal('ok'), service: Type.String() }),
  Ready: Type.Object({
    status: words(['ok', 'unavailable']),
    service: Type.String(),
    checks: Type.Record(Type.String(), Type.Object({ ok: Type.Boolean(), detail: Type.Optional(Type.String()) })),
  }),
  Problem: Type.Object({
    type: Type.String({ description: 'A page of this server that explains the code.' }),
    title: Type.String(),
    status: Type.Integer(),
    code: words(Object.keys(problemKinds)),
    detail: Type.String(),
    try_instead: Type.Optional(Type.String()),
    errors: Type.Optional(Type.Array(Type.Object({ pointer: Type.String(), message: Type.String() }))),
    request_id: Type.Optional(Type.String()),
    existing_id: Type.Optional(Type.String({ description: 'With `duplicate`.' })),
  }),
} as const;
export type AnswerName = keyof typeof answers;
