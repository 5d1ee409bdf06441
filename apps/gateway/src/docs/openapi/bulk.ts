import { recordingExample } from './examples.js';
import { MOVES, operation } from './operation.js';
import { dryRun, idempotencyKey } from './parameters.js';

const tag = 'control';
const PROBLEMS = ['invalid', ...MOVES.filter((code) => code !== 'quarantined' && code !== 'needs-upgrade')] as const;

const ABOUT =
  'One decision for each recording, as for one alone: what is refused for one of them stops none of the others. ' +
  'Ids that are not yours are reported as unknown ones. Sent again with the same Idempotency-Key after a part of it could not be done ' +
  '(`error`), it goes on with that part.';

const result = {
  recording_id: recordingExample.id,
  detail: 'The run has started.',
  try_instead: null,
  status: 'INITIALIZED',
} as const;

export const bulkPaths = {
  '/api/v1/recordings/bulk/run': {
    post: operation({
      id: 'runRecordings',
      tag,
      summary: 'Run many recordings',
      description: `${ABOUT} Complete ones are skipped, running ones refused, failed deliveries sent again.`,
      scope: 'write',
      parameters: [dryRun, idempotencyKey],
      body: {
        type: 'application/json',
        required: true,
        schema: 'BulkRun',
        example: { filters: { failed: true, from_date: '2026-02-01' } },
      },
      answers: [
        {
          status: 200,
          description: 'What became of each.',
          schema: 'BulkRunAnswer',
          example: {
            results: [{ ...result, outcome: 'started', code: 'started' }],
            totals: { total: 1, started: 1, resumed: 0, skipped: 0, refused: 0, error: 0 },
          },
        },
      ],
      problems: PROBLEMS,
    }),
  },
  '/api/v1/recordings/bulk/pause': {
    post: operation({
      id: 'pauseRecordings',
      tag,
      summary: 'Pause many recordings',
      description: `${ABOUT} What is not running, or paused already, is skipped.`,
      scope: 'write',
      parameters: [dryRun, idempotencyKey],
      body: {
        type: 'application/json',
        required: true,
        schema: 'BulkPause',
        example: { recording_ids: [recordingExample.id], reason: 'Maintenance', for_ms: 3_600_000 },
      },
      answers: [
        {
          status: 200,
          description: 'What became of each.',
          schema: 'BulkPauseAnswer',
          example: {
            results: [{ ...result, outcome: 'paused', code: 'paused', detail: 'The run is paused; nothing new starts.' }],
            totals: { total: 1, paused: 1, skipped: 0, refused: 0, error: 0 },
          },
        },
      ],
      problems: PROBLEMS,
    }),
  },
};
