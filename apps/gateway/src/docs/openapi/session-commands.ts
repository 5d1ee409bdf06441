import { time } from './examples.js';
import { MOVES, operation, type OperationOptions } from './operation.js';
import { dryRun, idempotencyKey } from './parameters.js';
import { sessionExample as example, sessionId as id } from './session-example.js';

const tag = 'sessions';

/** One command on one session, as on a recording. */
const command = (
  options: Omit<OperationOptions, 'tag' | 'scope' | 'parameters' | 'answers' | 'problems'> & {
    readonly done: { readonly description: string; readonly example: object };
  },
): ReturnType<typeof operation> => {
  const { done, ...said } = options;
  return operation({
    tag,
    scope: 'write',
    parameters: [id, dryRun, idempotencyKey],
    ...said,
    answers: [
      {
        status: 200,
        description: `${done.description} What is so already is answered so as well, and changes nothing. With \`dry_run=true\`: what would be answered.`,
        schema: 'SessionCommandOrPreview',
        example: { ...example, ...done.example },
        headers: { ETag: 'Its revision.' },
      },
    ],
    problems: ['not-found', 'invalid', ...MOVES, 'expired', 'erased', 'refused'],
  });
};

export const deleteSession = command({
  id: 'deleteSession',
  summary: 'Delete a session',
  description:
    'Stops its work. Until `expires_at` it can be restored; then its content is removed. Lists show it with `deleted=true` only.',
  done: {
    description: 'Deleted.',
    example: {
      status: 'failed',
      failed_reason: 'cancelled',
      retryable: true,
      deleted_at: time,
      expires_at: '2026-03-07T10:00:00.000Z',
      outcome: { code: 'deleted', detail: 'The item is deleted.', try_instead: 'To have it back until then, restore it.' },
    },
  },
});

export const sessionLifePaths = {
  '/api/v1/sessions/{id}/restore': {
    post: command({
      id: 'restoreSession',
      summary: 'Take the deletion of a session back',
      description: 'What the deletion has stopped does not go on by itself: it is tried again where somebody asks for it.',
      done: {
        description: 'Back.',
        example: { outcome: { code: 'restored', detail: 'The item is back as it was.', try_instead: null } },
      },
    }),
  },
  '/api/v1/sessions/{id}/erase': {
    post: command({
      id: 'eraseSession',
      summary: 'Erase a session for good',
      description:
        'In whatever state it is: its work is stopped, its audio, transcript, title and file name are given up for good, and the key that they ' +
        'are sealed with is destroyed. Nothing brings it back.',
      body: { type: 'application/json', required: true, schema: 'Erase', example: { confirm: true } },
      done: {
        description: 'Erased.',
        example: {
          title: null,
          audio_filename: null,
          erased_at: time,
          outcome: {
            code: 'erased',
            detail:
              'The item is erased: nothing personal of it is shown any more, and its files and its key are being destroyed.',
            try_instead: 'To have it again, register the file as a new item.',
          },
        },
      },
    }),
  },
};
