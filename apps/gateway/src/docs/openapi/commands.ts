import { MOVES, operation, type OperationOptions, type Parameter, type Success } from './operation.js';
import { recordingExample } from './examples.js';
import { dryRun, id, idempotencyKey, outputName, stageType } from './parameters.js';

const tag = 'control';
const ITEM = ['not-found', 'invalid', ...MOVES, 'deleted', 'expired', 'erased', 'refused'] as const;

interface Outcome {
  readonly code: string;
  readonly detail: string;
  readonly try_instead?: string;
}
export const answer = (outcome: Outcome, fields: object = {}): object => ({
  ...recordingExample,
  ...fields,
  outcome: { try_instead: null, ...outcome },
});

export const started = (description: string, example: object): Success => ({
  status: 202,
  description,
  schema: 'CommandAnswer',
  example,
  headers: { Location: 'The recording.', ETag: 'Its revision.' },
});
export const done = (description: string, example: object): Success => ({
  status: 200,
  description: `${description} What is so already is answered so as well, and changes nothing. With \`dry_run=true\`: what would be answered.`,
  schema: 'CommandOrPreview',
  example,
  headers: { ETag: 'Its revision.' },
});

type Command = Omit<OperationOptions, 'tag' | 'scope' | 'parameters'> & { readonly path?: readonly Parameter[] };

/** One command on one recording. */
export const command = ({ path = [], problems, ...options }: Command): ReturnType<typeof operation> =>
  operation({
    tag,
    scope: 'write',
    parameters: [id, ...path, dryRun, idempotencyKey],
    problems: [...ITEM, ...problems],
    ...options,
  });

const json = { type: 'application/json', required: false } as const;

export const deleteRecording = command({
  id: 'deleteRecording',
  summary: 'Delete a recording',
  description:
    'Stops its run. Until `expires_at` it can be restored; then its content is removed. Lists show it with `deleted=true` only.',
  answers: [
    done(
      'Deleted.',
      answer(
        { code: 'deleted', detail: 'The item is deleted.', try_instead: 'To have it back until then, restore it.' },
        { deleted_at: recordingExample.updated_at, expires_at: '2026-03-07T10:00:00.000Z' },
      ),
    ),
  ],
  problems: [],
});

export const commandPaths = {
  '/api/v1/recordings/{id}/run': {
    post: command({
      id: 'runRecording',
      summary: 'Run what is left to do',
      description:
        'What a run does follows from the status: download, processing and deliveries, without repeating what is done. ' +
        'A paused run goes on as it was. With `dry_run=true` the same decision is shown and not carried out; that takes up no Idempotency-Key.',
      body: {
        ...json,
        schema: 'RunOverrides',
        example: { processing_config: { trimming: { enable_trimming: false } }, output_config: { outputs: ['library'] } },
      },
      answers: [
        started('The run has started, or goes on.', answer({ code: 'started', detail: 'The run has started.' })),
        {
          status: 200,
          description: 'Everything is done already; or, with `dry_run=true`, what would be done.',
          schema: 'RunAnswer',
          example: {
            dry_run: true,
            recording_id: recordingExample.id,
            outcome: 'start',
            reason: null,
            steps: [
              { step: 'DOWNLOAD', kind: 'source', action: 'keep', skip_reason: null, outdated: false, depends_on: [] },
              { step: 'TRANSCRIBE', kind: 'stage', action: 'run', skip_reason: null, outdated: false, depends_on: ['DOWNLOAD'] },
            ],
            config_sources: { 'transcription.enable_transcription': 'default', outputs: 'server' },
          },
          headers: { ETag: 'The revision of the recording; not with `dry_run`.' },
        },
      ],
      problems: ['already-running', 'not-runnable'],
    }),
  },
  '/api/v1/recordings/{id}/pause': {
    post: command({
      id: 'pauseRecording',
      summary: 'Pause a run',
      description:
        'Soft: what is at work finishes and counts, nothing new starts. `/run` goes on; with `until` or `for_ms` it does so by itself. ' +
        'Sent again it may give the pause another end.',
      body: { ...json, schema: 'Pause', example: { reason: 'The network is needed elsewhere', for_ms: 3_600_000 } },
      answers: [
        done(
          'Paused.',
          answer(
            { code: 'paused', detail: 'The run is paused; nothing new starts.', try_instead: 'To go on, run it.' },
            { on_pause: true, pause_requested_at: recordingExample.updated_at, can_pause: false, can_run: true },
          ),
        ),
      ],
      problems: ['not-pausable', 'pause-is-over'],
    }),
  },
  '/api/v1/recordings/{id}/cancel': {
    post: command({
      id: 'cancelRecording',
      summary: 'Cancel a run',
      description:
        'Hard: what is at work stops within seconds and leaves nothing behind. What is done is kept, and `/run` goes on from there.',
      body: { ...json, schema: 'Cancel', example: { reason: 'The wrong file' } },
      answers: [
        done(
          'Cancelled.',
          answer(
            { code: 'cancelled', detail: 'The run is cancelled: what was at work stops, what is done is kept.' },
            { status: 'DOWNLOADED', cancelled_at: recordingExample.updated_at },
          ),
        ),
      ],
      problems: ['not-running'],
    }),
  },
  '/api/v1/recordings/{id}/reset': {
    post: command({
      id: 'resetRecording',
      summary: 'Put a recording back to its start',
      description:
        'Stops its run. The next `/run` downloads and processes from the start. Its history is kept, and so is what stands at destinations.',
      answers: [
        done(
          'Back at its start.',
          answer({ code: 'reset', detail: 'The item is back at its start; its history is kept.' }, { status: 'INITIALIZED' }),
        ),
      ],
      problems: [],
    }),
  },
  '/api/v1/recordings/{id}/unstick': {
    post: command({
      id: 'unstickRecording',
      summary: 'Take a run away from whoever holds it',
      description:
        'Works with workers dead, asleep or cut off: their attempts end here and now, and what they say later is not taken. ' +
        'Then the steps are tried again at once, which uses up no retry, or are given up for good.',
      body: { ...json, schema: 'Unstick', example: { then: 'retry', step: 'TRANSCRIBE' } },
      answers: [
        started(
          'New attempts follow.',
          answer({ code: 'unstuck', detail: 'Taken away from whoever held it: TRANSCRIBE. New attempts follow.' }),
        ),
        done(
          'Given up, or nothing was stuck.',
          answer({ code: 'nothing-stuck', detail: 'No run is active, so nothing can be stuck.' }),
        ),
      ],
      problems: ['unknown-step'],
    }),
  },
  '/api/v1/recordings/{id}/stages/{type}/skip': {
    post: command({
      id: 'skipStage',
      summary: 'Leave a stage out',
      description:
        'Whatever state it is in, as long as it is not done. What needs its result is left out as well, and told of; the run goes on.',
      path: [stageType],
      answers: [
        started('Left out, and something else starts.', answer({ code: 'skipped', detail: 'EXTRACT_TOPICS is left out.' })),
        done('Left out.', answer({ code: 'already-skipped', detail: 'The stage is skipped.' })),
      ],
      problems: ['no-such-stage', 'already-completed'],
    }),
  },
  '/api/v1/recordings/{id}/outputs': {
    post: command({
      id: 'addOutputs',
      summary: 'Deliver to further outputs',
      description:
        'After the run has begun, or is done: each of them waits for the work, fails and is tried again alone, as those of the run do. ' +
        'What the run has already is passed over.',
      body: { type: 'application/json', required: true, schema: 'AddOutputs', example: { outputs: ['library'] } },
      answers: [
        started(
          'Added, and what can be delivered is on its way.',
          answer({ code: 'outputs-added', detail: 'The run delivers to these outputs as well: library.' }),
        ),
        done('Added.', answer({ code: 'already-added', detail: 'The run has all of these outputs.' })),
      ],
      problems: [],
    }),
  },
  '/api/v1/recordings/{id}/outputs/{name}/settle': {
    post: command({
      id: 'settleOutput',
      summary: 'Say whether an unconfirmed delivery has arrived',
      description:
        'For an output that is `unconfirmed`: a person has looked at the destination. What has not arrived is sent by the next run.',
      path: [outputName],
      body: { type: 'application/json', required: true, schema: 'Settle', example: { delivered: true } },
      answers: [
        started('Settled, and something else starts.', answer({ code: 'settled', detail: 'The delivery is confirmed.' })),
        done('Settled.', answer({ code: 'settled', detail: 'The delivery is confirmed.' })),
      ],
      problems: ['unknown-output', 'not-unconfirmed'],
    }),
  },
  '/api/v1/recordings/{id}/erase': {
    post: command({
      id: 'eraseRecording',
      summary: 'Erase a recording for good',
      description:
        'In whatever state it is: its run is stopped, its files, title, file name, address and every other word about it are given up ' +
        'for good, and the key that they are sealed with is destroyed. Its status, counts and the history without words stay. ' +
        'What was delivered to outputs is not deleted there. Nothing brings the item back.',
      body: { type: 'application/json', required: true, schema: 'Erase', example: { confirm: true } },
      answers: [
        done(
          'Erased.',
          answer(
            {
              code: 'erased',
              detail:
                'The item is erased: nothing personal of it is shown any more, and its files and its key are being destroyed.',
              try_instead: 'What was delivered stays where it is: delete it there yourself (library).',
            },
            {
              title: null,
              file_name: null,
              source: { ...recordingExample.source, sha256: null },
              erased_at: recordingExample.updated_at,
              can_run: false,
              can_pause: false,
            },
          ),
        ),
      ],
      problems: [],
    }),
  },
  '/api/v1/recordings/{id}/restore': {
    post: command({
      id: 'restoreRecording',
      summary: 'Take a deletion back',
      answers: [
        done(
          'Back as it was.',
          answer({ code: 'restored', detail: 'The item is back as it was.', try_instead: 'To go on, run it.' }),
        ),
      ],
      problems: [],
    }),
  },
};
