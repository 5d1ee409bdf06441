import { ApiSchema } from '@nestjs/swagger';
import { ChoiceField, Field, IntegerParameter, TextField } from '../../kit/http/fields.js';
import { InstantField } from '../../kit/http/requests/instant.js';
import { flag, id, list, orNull, ref, text, time, words } from '../../kit/http/schemas.js';
import { ACTOR_TYPES, type ActorType, type Entry } from './entry.js';
import { ENTRY_CATEGORIES, describeEntry } from './kinds.js';
import type { FieldChange, FieldValue } from './changes.js';

const LONGEST_NAME = 100;
const DAYS = 'A day (UTC) or a time.';

class LogFilter {
  @TextField('Only entries of this user: an id or a name.', { min: 1, max: LONGEST_NAME })
  actor?: string;

  @TextField(
    `Only entries of this kind, e.g. \`user.created\`, or of one of the categories ${ENTRY_CATEGORIES.map((one) => `\`${one}\``).join(', ')}.`,
    {
      pattern: /^[a-z_]{1,40}(\.[a-z_]{1,40})?$/,
      message: 'must be a kind of entries or its part before the dot',
    },
  )
  kind?: string;

  @TextField('Only entries about this user, token, output, …: an id or a name.', { min: 1, max: LONGEST_NAME })
  subject?: string;

  @InstantField(`Only entries since then. ${DAYS}`)
  from?: string;

  @InstantField(`Only entries until then. ${DAYS} A day is included.`)
  until?: string;
}

export class LogQuery extends LogFilter {
  @IntegerParameter('Entries on a page.', { min: 1, max: 200, default: 50 })
  limit = 50;

  @TextField('The `next_cursor` of the page before.', { min: 1, max: 40 })
  cursor?: string;
}

export const LOG_FORMATS = ['csv', 'jsonl'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

export class LogDownloadQuery extends LogFilter {
  @ChoiceField('`csv` with a line of names, or `jsonl`: one JSON object in each line.', LOG_FORMATS, { default: 'csv' })
  format: LogFormat = 'csv';
}

@ApiSchema({ name: 'AdministrationLogActor' })
class ActorAnswer {
  @Field(
    words(
      ACTOR_TYPES,
      '`system`: work in the background. `bootstrap`: the first start. `identity_provider`: a claim at a sign-in. `stranger`: a request without a sign-in, e.g. the link of a mail.',
    ),
  )
  type!: ActorType;
  @Field(orNull(id('The user.'))) id!: string | null;
  @Field(orNull(text('The name at that time; null after the account was deleted.'))) name!: string | null;
}

@ApiSchema({ name: 'AdministrationLogCredential' })
class CredentialAnswer {
  @Field(words(['token', 'session'], 'How the user was signed in.')) kind!: 'token' | 'session';
  @Field(id('The token or the sign-in.')) id!: string;
  @Field(orNull(text('The name of the token.'))) name!: string | null;
}

@ApiSchema({ name: 'AdministrationLogSubject' })
class SubjectAnswer {
  @Field(text('Its type, e.g. `user`, `token` or `output`.')) type!: string;
  @Field(orNull(id('The subject.'))) id!: string | null;
  @Field(orNull(text('The name at that time; null if it had none, or after the account was deleted.'))) name!: string | null;
}

@ApiSchema({ name: 'AdministrationLogChange' })
class ChangeAnswer {
  @Field(text('The name of the field; parts of settings by their path.')) field!: string;
  @Field(orNull(text('The value before. Null: there was none, or it is hidden.'))) from!: string | null;
  @Field(orNull(text('The value since then. Null: there is none, or it is hidden.'))) to!: string | null;
  @Field(flag('True: the field may hold a secret or what a person wrote, so only the fact that it changed is kept.'))
  hidden!: boolean;
}

@ApiSchema({ name: 'AdministrationLogEntry' })
export class EntryAnswer {
  @Field(id('The entry.')) id!: string;
  @Field(time('When the change was made.')) at!: string;
  @Field(text('The kind of the change. Later versions may add kinds.')) kind!: string;
  @Field(text('The change in words.')) sentence!: string;
  @Field(ref(ActorAnswer, 'The user or the part of the server that made the change.')) actor!: ActorAnswer;
  @Field(orNull(text('The address that the request came from; null without one, and in the log of a library.'))) address!:
    | string
    | null;
  @Field(orNull(ref(CredentialAnswer, 'The token or sign-in of the request; null without one, and in the log of a library.')))
  credential!: CredentialAnswer | null;
  @Field(ref(SubjectAnswer, 'The changed user, token, output, ….')) subject!: SubjectAnswer;
  @Field(orNull(id('The library that the change belongs to; null for the whole server.'))) library_id!: string | null;
  @Field(list(ChangeAnswer, 'The changed fields.')) changes!: readonly ChangeAnswer[];
}

@ApiSchema({ name: 'AdministrationLogPage' })
export class EntryPage {
  @Field(list(EntryAnswer, 'Entries, newest first.')) items!: readonly EntryAnswer[];
  @Field(orNull(text('Send it back as `cursor` for the next page; null on the last.'))) next_cursor!: string | null;
}

const textOf = (value: FieldValue): string | null => (value === null ? null : String(value));

/** Ids of libraries are shown by their names: entries keep no names that a deleted account would leave behind. */
const NAMED_FIELDS: readonly string[] = ['library'];

export const idsToName = (entries: readonly Entry[]): readonly string[] =>
  entries.flatMap(({ changes }) =>
    NAMED_FIELDS.flatMap((field) => {
      const change = changes[field];
      return typeof change === 'object' ? [change.from, change.to].filter((one) => typeof one === 'string') : [];
    }),
  );

const renderChange = (field: string, { from, to }: FieldChange, nameOf: NameOf): ChangeAnswer => {
  const show = (value: FieldValue): string | null =>
    NAMED_FIELDS.includes(field) && typeof value === 'string' ? (nameOf(value) ?? value) : textOf(value);
  return { field, from: show(from), to: show(to), hidden: false };
};

export type NameOf = (id: string) => string | undefined;

export const renderEntry = (entry: Entry, nameOf: NameOf): EntryAnswer => ({
  id: entry.id,
  at: entry.at,
  kind: entry.kind,
  sentence: describeEntry(entry),
  actor: { type: entry.actor.type, id: entry.actor.id ?? null, name: entry.actor.name ?? null },
  address: entry.address ?? null,
  credential: entry.credential === undefined ? null : { ...entry.credential, name: entry.credential.name ?? null },
  subject: { type: entry.subject.type, id: entry.subject.id ?? null, name: entry.subject.name ?? null },
  library_id: entry.libraryId ?? null,
  changes: Object.entries(entry.changes).map(([field, change]) =>
    change === 'changed' ? { field, from: null, to: null, hidden: true } : renderChange(field, change, nameOf),
  ),
});
