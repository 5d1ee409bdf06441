import { EngineNoteSchema, ToolNoteSchema } from '@throughline/contracts';
import { Type, type TLiteral, type TSchema, type TUnion } from 'typebox';
import { problemKinds } from '../../problems/catalogue.js';
import { SCOPES } from '../../tokens/scope.js';
import { explainAnswers } from './explain-schema.js';
import { LedgerEntry } from './ledger-schema.js';
import { commandAnswers } from './command-answers.js';
import { documentAnswers } from './document-schema.js';
import { about, count, flag, id, orNull, text, time, words } from './field.js';
import { pastAnswers } from './past-schema.js';
import { channelAnswers } from './channel-schema.js';
import { credentialAnswers } from './credential-schema.js';
import { outputAnswers } from './output-schema.js';
import { peopleAnswers } from './people-schema.js';
import { quarantineAnswers } from './quarantine-schema.js';
import { recording } from './recording-schema.js';
import { sessionAnswers } from './session-schema.js';
import { Artifact } from './artifact-schema.js';
import { transcriptAnswers } from './transcript-schema.js';
import { uploadAnswers } from './upload-schema.js';

/*
 * The answers of the API. A spec checks real answers against these, without room for fields that are not told here.
 */
const Recording = Type.Object(recording);

/** Nobody has said so yet. */
const orUnknown = <T extends TSchema>(schema: T): TUnion<[T, TLiteral<'unknown'>]> =>
  Type.Union([schema, Type.Literal('unknown')]);

const nextCursor = orNull(text('Give it back as `cursor` for the next page; null on the last.'));
const nextEvent = orNull(text('Give it back as `after` for what follows; null where there is no more.'));

const AuditEvent = Type.Object({
  id: Type.String({ description: 'Its place; give it back as `after`.' }),
  type: text('`StepCompleted` and the like.'),
  step: orNull(text('The step that it is about.')),
  status_after: text('Status of the recording after the event.'),
  failed_after: flag('Whether the recording counted as failed after it.'),
  message: orNull(text('The same in words.')),
  detail: Type.Unknown({ description: 'What the event holds, without personal data.' }),
  actor: about(
    'Who or what caused it.',
    Type.Object({
      kind: text('`user` or `service`.'),
      id: text('Of a user, or name of a service.'),
      name: orNull(text('Of a user; null of a service, and where it is not known here any more.')),
    }),
  ),
  occurred_at: time('When it was decided.'),
  recorded_at: time('When the log took it.'),
});

const token = {
  id: id('Names the token, and opens nothing.'),
  name: text('What its owner calls it.'),
  scopes: Type.Array(words(SCOPES), { description: 'What it may be used for.' }),
  created_at: time('When it was made.'),
  expires_at: orNull(time('When it stops working; null: never by itself.')),
  last_used_at: orNull(time('When it was last used, about.')),
};

export const answers = {
  Recording,
  ...sessionAnswers,
  ...documentAnswers,
  RecordingList: Type.Object({
    items: Type.Array(Recording, { description: 'One page of them.' }),
    next_cursor: nextCursor,
    total: Type.Optional(Type.Integer({ description: 'With `include=total`.' })),
  }),
  ...commandAnswers,
  ...explainAnswers,
  ...peopleAnswers,
  ...quarantineAnswers,
  ...credentialAnswers,
  ...channelAnswers,
  ...outputAnswers,
  ...pastAnswers,
  ...uploadAnswers,
  ...transcriptAnswers,
  EventList: Type.Object({ items: Type.Array(AuditEvent, { description: 'Oldest first.' }), next_cursor: nextEvent }),
  ArtifactList: Type.Object({ items: Type.Array(Artifact, { description: 'The files that there are now.' }) }),
  ArtifactLink: Type.Object({
    url: text('Opens the file, as it is.'),
    expires_at: time('When it stops working.'),
  }),
  Token: Type.Object(token),
  TokenList: Type.Object({ items: Type.Array(Type.Object(token), { description: 'All that still work.' }) }),
  CreatedToken: Type.Object({ ...token, token: Type.String({ description: 'Shown this once.' }) }),
  About: Type.Object({
    name: text('Of the product.'),
    version: text('Of this server.'),
    limits: about(
      'What this server takes.',
      Type.Object({
        upload_bytes: count('Largest upload.'),
        page: count('Most items of one page.'),
        title: count('Longest title.'),
      }),
    ),
    simulation: Type.Boolean({ description: 'Simulated connectors are switched on: what is shown need not be real.' }),
    services: orNull(
      Type.Array(
        Type.Object({
          service: text('Name of the service.'),
          tools: about('The tools that it has.', orUnknown(Type.Array(ToolNoteSchema))),
          engines: about('The engines that it has, best first.', orUnknown(Type.Array(EngineNoteSchema))),
          looked_at: orNull(time('When its workers have looked at what they have: at their start.')),
          heard_at: orNull(time('When any of them was last heard of.')),
        }),
        { description: 'What the workers have to work with, as far as they were heard; null without a token.' },
      ),
    ),
    docs: text('Where the documentation is, on this server.'),
  }),
  SimulatedOutputList: Type.Object({
    items: Type.Array(
      Type.Object({
        name: text('Name of the output.'),
        settings: orNull(Type.Record(Type.String(), Type.Unknown()), 'As configured; null: no output of this server any more.'),
        requests: count('What it was asked so far.'),
      }),
      { description: 'Those that are configured, and those that still have a ledger.' },
    ),
  }),
  Ledger: Type.Object({ items: Type.Array(LedgerEntry, { description: 'Oldest first.' }), next_cursor: nextEvent }),
  Live: Type.Object({ status: Type.Literal('ok', { description: 'It answers.' }), service: text('Name of the service.') }),
  Ready: Type.Object({
    status: words(['ok', 'unavailable'], '`ok` where every check is.'),
    service: text('Name of the service.'),
    checks: Type.Record(
      Type.String(),
      Type.Object({
        ok: flag('What is needed is there.'),
        detail: Type.Optional(Type.String({ description: 'What is wrong.' })),
      }),
      { description: 'What the service needs.' },
    ),
  }),
  Problem: Type.Object({
    type: Type.String({ description: 'A page of this server that explains the code.' }),
    title: text('What the code means, in a few words.'),
    status: Type.Integer({ description: 'Of the answer.' }),
    code: words(Object.keys(problemKinds), 'Stable: decide by this.'),
    detail: text('What is wrong here, for people.'),
    try_instead: Type.Optional(Type.String({ description: 'What would work.' })),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          pointer: text('Where in the body (JSON Pointer); `/query/…` in the query. Empty: the body as a whole.'),
          message: text('What is wrong there.'),
        }),
        { description: 'Everything that is wrong with the request.' },
      ),
    ),
    request_id: Type.Optional(Type.String({ description: 'Tells the request from others in the log of the server.' })),
    existing_id: Type.Optional(Type.String({ description: 'With `duplicate`.' })),
  }),
} as const;
export type AnswerName = keyof typeof answers;
