import { ApiSchema } from '@nestjs/swagger';
import { Field, OptionalField } from '../../kit/http/fields.js';
import { COMMAND_PROBLEMS, type OperationOptions } from '../../kit/http/operation.js';
import { dryRun, idempotencyKey } from '../../kit/http/parameters.js';
import { list, orNull, text } from '../../kit/http/schemas.js';
import { commandAnswersOf, idOf, REGISTRATION_PROBLEMS, RegisterForm, RegisterSource, staleSince } from '../../items/index.js';
import { SESSION_KIND as kind, SessionAnswer } from './session-kind.js';

const { tag, example } = kind;
const id = idOf(kind);

@ApiSchema({ name: 'SessionList' })
class SessionListAnswer {
  @Field(list(SessionAnswer, 'Newest first.')) items!: readonly SessionAnswer[];
  @Field(orNull(text('Send it back as `cursor` for the next page; null on the last.'))) next_cursor!: string | null;
  @OptionalField(staleSince) stale_since?: string;
}

export const listOperation: OperationOptions = {
  id: 'listSessions',
  tag,
  scope: 'read',
  summary: 'List sessions',
  answers: [{ status: 200, description: 'A page.', type: SessionListAnswer, example: { items: [example], next_cursor: null } }],
  problems: [],
};

export const createOperation: OperationOptions = {
  id: 'createSession',
  tag,
  scope: 'write',
  summary: 'Transcribe a file or an address',
  description:
    'Registers the audio and starts immediately: speech becomes text, and nothing else is done. The body is that of a recording; ' +
    'the same file may be sent repeatedly.',
  parameters: [idempotencyKey],
  body: {
    type: RegisterForm,
    media: 'multipart/form-data',
    required: true,
    example: { title: 'Weekly talk', file: '(bytes)' },
    or: { type: RegisterSource, example: { url: 'https://files.example/talks/weekly.mp3' } },
  },
  answers: [
    {
      status: 202,
      description: 'Registered, and started.',
      type: SessionAnswer,
      example: { ...example, status: 'pending', progress: 0 },
      headers: { Location: 'The session.', ETag: 'Its revision.' },
    },
  ],
  problems: REGISTRATION_PROBLEMS,
};

const shown = { status: 200, description: 'The session.', type: SessionAnswer, example };

export const itemOperation: OperationOptions = {
  id: 'getSession',
  tag,
  scope: 'read',
  summary: 'Read a session',
  parameters: [id],
  answers: [shown],
  problems: ['not-found'],
};

export const statusOperation: OperationOptions = {
  ...itemOperation,
  id: 'getSessionStatus',
  summary: 'Read the progress of a session',
  description: 'Made for polling: every 5 seconds is enough. A session that is `terminal` needs no polling.',
};

export const retryOperation: OperationOptions = {
  id: 'retrySession',
  tag,
  scope: 'write',
  summary: 'Retry a failed session',
  description: 'Completed steps stay: the audio is not fetched again. Also for a session that was stopped before it started.',
  parameters: [id, dryRun, idempotencyKey],
  answers: [
    {
      status: 202,
      description: 'Started again.',
      type: SessionAnswer,
      example: { ...example, progress: 0 },
      headers: { Location: 'The address of its status.' },
    },
    {
      status: 200,
      description: 'With `dry_run=true`: the answer that the request would get.',
      type: commandAnswersOf(kind).preview,
    },
  ],
  problems: ['not-found', 'refused', 'deleted', 'expired', 'erased', ...COMMAND_PROBLEMS],
};

export const downloadOperation: OperationOptions = {
  id: 'downloadTranscript',
  tag,
  scope: 'read',
  summary: 'Download the transcript of a completed session',
  parameters: [id],
  answers: [
    {
      status: 200,
      description: 'The transcript, as a file.',
      content: {
        'text/plain': { schema: { type: 'string' } },
        'application/x-subrip': { schema: { type: 'string' } },
        'text/vtt': { schema: { type: 'string' } },
        'application/json': { schema: { type: 'object' } },
      },
      headers: { 'Content-Disposition': 'An attachment, with a name.' },
    },
  ],
  problems: ['not-found', 'refused', 'gone', 'erased'],
};
