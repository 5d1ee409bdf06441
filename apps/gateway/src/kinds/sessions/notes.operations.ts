import { ApiSchema } from '@nestjs/swagger';
import { LONGEST_NOTE, MAX_NOTES } from '@throughline/domain';
import { Field } from '../../kit/http/fields.js';
import type { OperationOptions, Parameter } from '../../kit/http/operation.js';
import { id, integer, list, number, orNull, text, time } from '../../kit/http/schemas.js';
import { command, done, idOf } from '../../items/index.js';
import { NoteBody } from './notes.dto.js';
import { SESSION_KIND as kind } from './session-kind.js';

@ApiSchema({ name: 'Note' })
class NoteAnswer {
  @Field(id('The note.')) note_id!: string;
  @Field(text('The note; it may have several lines.')) text!: string;
  @Field(orNull(number(undefined, { minimum: 0 }), 'The moment of the audio, in seconds; null: the whole session.'))
  at_seconds!: number | null;
  @Field(integer('Counts the changes of the note.', { minimum: 1 })) version!: number;
  @Field(text('The id of the user who wrote the note or changed it last.')) by!: string;
  @Field(time('When that was.')) at!: string;
}

@ApiSchema({ name: 'Notes' })
class NotesAnswer {
  @Field(list(NoteAnswer, 'In the order of their moments; notes about the whole session are last.'))
  items!: readonly NoteAnswer[];
}

const content = { text: 'First “no” with an offer. Ask for one more example.', at_seconds: 819.5 };
const body = { type: NoteBody, required: true, example: content };

const noteId: Parameter = {
  name: 'note_id',
  in: 'path',
  description: 'The id of a note of this session.',
  schema: { type: 'string' },
};

const ifVersion: Parameter = {
  name: 'If-Match',
  in: 'header',
  description: 'Required: `"<version>"` of the note that was read. `*` skips the comparison.',
  schema: { type: 'string' },
  example: '*',
};

export const notesOperation: OperationOptions = {
  id: 'listNotes',
  tag: kind.tag,
  scope: 'read',
  summary: 'Read the notes of a session',
  description:
    `People write notes beside the transcript: at most ${String(MAX_NOTES)} of ${String(LONGEST_NOTE)} characters. They are shown to ` +
    'the members of the library, and delivered nowhere. Erasure and the retention date destroy them.',
  parameters: [idOf(kind)],
  answers: [
    {
      status: 200,
      description: 'All notes.',
      type: NotesAnswer,
      example: {
        items: [
          {
            note_id: '0199f5a0-4f0c-5c3e-9d0a-6f5d8f0f2b31',
            ...content,
            version: 1,
            by: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b12',
            at: '2026-02-05T10:40:00.000Z',
          },
        ],
      },
    },
  ],
  problems: ['not-found'],
};

export const addNoteOperation: OperationOptions = command(kind, {
  verb: 'addNote',
  id: 'addNote',
  summary: 'Write a note about a session',
  description: 'The same `Idempotency-Key` writes the note once.',
  body,
  answers: [done(kind, 'The note is saved.', { code: 'note-saved', detail: 'The note is saved.' })],
});

const CHANGED = ['note-changed', 'precondition-required'] as const;

export const changeNoteOperation: OperationOptions = command(kind, {
  verb: 'changeNote',
  id: 'changeNote',
  summary: 'Change a note of a session',
  description: 'Replaces text and moment.',
  parameters: [noteId, ifVersion],
  body,
  answers: [done(kind, 'The note is saved.', { code: 'note-saved', detail: 'The note is saved.' })],
  problems: CHANGED,
});

export const removeNoteOperation: OperationOptions = command(kind, {
  verb: 'removeNote',
  id: 'removeNote',
  summary: 'Remove a note of a session',
  parameters: [noteId, ifVersion],
  answers: [done(kind, 'The note is removed.', { code: 'note-removed', detail: 'The note is removed.' })],
  problems: CHANGED,
});
