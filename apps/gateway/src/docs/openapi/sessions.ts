import { SESSION_STATUSES } from '@throughline/contracts';
import { MAX_PAGE } from '../../recordings/queries/page-query.dto.js';
import { TRANSCRIPT_FORMATS } from '../../sessions/session-transcript.js';
import { MOVES, operation, type Parameter } from './operation.js';
import { dryRun, idempotencyKey } from './parameters.js';
import { deleteSession, sessionLifePaths } from './session-commands.js';
import { sessionExample as example, sessionId as id } from './session-example.js';

const tag = 'sessions';

/** Newest first, page by page. */
export const sessionListParameters: readonly Parameter[] = [
  {
    name: 'limit',
    in: 'query',
    description: 'Items on a page.',
    schema: { type: 'integer', minimum: 1, maximum: MAX_PAGE, default: 50 },
  },
  { name: 'cursor', in: 'query', description: '`next_cursor` of the page before.', schema: { type: 'string' } },
  {
    name: 'status',
    in: 'query',
    description: 'One or several, with commas between.',
    schema: { type: 'array', items: { type: 'string', enum: SESSION_STATUSES } },
  },
  {
    name: 'deleted',
    in: 'query',
    description: 'Deleted ones are shown to whoever asks for them.',
    schema: { type: 'string', enum: ['true', 'false', 'any'], default: 'false' },
  },
];

export const downloadParameters: readonly Parameter[] = [
  {
    name: 'format',
    in: 'query',
    description: 'How the transcript is written.',
    schema: { type: 'string', enum: TRANSCRIPT_FORMATS, default: 'txt' },
  },
];

const shown = { status: 200, description: 'The session as it is now.', schema: 'Session', example } as const;

export const sessionPaths = {
  '/api/v1/sessions': {
    post: operation({
      id: 'createSession',
      tag,
      summary: 'Transcribe a file, or what an address leads to',
      description:
        'Registers the audio and begins at once: speech becomes text, and nothing else is done. The body is that of a recording; ' +
        'its run and its mapping are a matter of course here, and the same file may come as often as it likes.',
      scope: 'write',
      parameters: [idempotencyKey],
      body: {
        type: 'multipart/form-data',
        schema: 'RegisterForm',
        required: true,
        example: { title: 'Weekly talk', file: '(bytes)' },
        or: { type: 'application/json', schema: 'RegisterSource', example: { url: 'https://files.example/talks/weekly.mp3' } },
      },
      answers: [
        {
          status: 202,
          description: 'Registered, and begun.',
          schema: 'Session',
          example: { ...example, status: 'pending', progress: 0 },
          headers: { Location: 'The session.', ETag: 'Its revision.' },
        },
      ],
      problems: [
        'invalid',
        'malformed-request',
        'empty-file',
        'upload-timeout',
        'too-large',
        'unsupported-media-type',
        'storage-full',
        ...MOVES,
      ],
    }),
    get: operation({
      id: 'listSessions',
      tag,
      summary: 'List sessions',
      scope: 'read',
      parameters: sessionListParameters,
      answers: [{ status: 200, description: 'A page.', schema: 'SessionList', example: { items: [example], next_cursor: null } }],
      problems: ['invalid'],
    }),
  },
  '/api/v1/sessions/{id}': {
    get: operation({
      id: 'getSession',
      tag,
      summary: 'One session',
      scope: 'read',
      parameters: [id],
      answers: [shown],
      problems: ['not-found'],
    }),
    delete: deleteSession,
  },
  ...sessionLifePaths,
  '/api/v1/sessions/{id}/status': {
    get: operation({
      id: 'getSessionStatus',
      tag,
      summary: 'How far a session is',
      description:
        'Made for asking again and again: every 5 seconds is often enough, and there is nothing to ask for once it is over.',
      scope: 'read',
      parameters: [id],
      answers: [shown],
      problems: ['not-found'],
    }),
  },
  '/api/v1/sessions/{id}/retry': {
    post: operation({
      id: 'retrySession',
      tag,
      summary: 'Try a failed session again',
      description: 'What is done already, stays: the audio is not fetched anew. Also for one that was stopped before it began.',
      scope: 'write',
      parameters: [id, dryRun, idempotencyKey],
      answers: [
        {
          status: 202,
          description: 'Begun anew.',
          schema: 'Session',
          example: { ...example, progress: 0 },
          headers: { Location: 'Where its status is read.' },
        },
        { status: 200, description: 'With `dry_run=true`: what would be answered.', schema: 'SessionPreview' },
      ],
      problems: [
        'invalid',
        'malformed-request',
        'not-found',
        'refused',
        'quarantined',
        'needs-upgrade',
        'deleted',
        'expired',
        'erased',
        ...MOVES,
      ],
    }),
  },
  '/api/v1/sessions/{id}/download': {
    get: operation({
      id: 'downloadTranscript',
      tag,
      summary: 'The transcript of a completed session',
      scope: 'read',
      parameters: [id, ...downloadParameters],
      answers: [
        {
          status: 200,
          description: 'The transcript, as a file.',
          content: {
            ...Object.fromEntries(
              ['text/plain', 'application/x-subrip', 'text/vtt'].map((type) => [type, { schema: { type: 'string' } }]),
            ),
            'application/json': { schema: { type: 'object' } },
          },
          headers: { 'Content-Disposition': 'An attachment, with a name.' },
        },
      ],
      problems: ['invalid', 'not-found', 'refused', 'gone', 'erased'],
    }),
  },
};
