import { operation } from './operation.js';
import { id, idempotencyKey } from './parameters.js';

const tag = 'service';
const REPLAYS = ['idempotency-mismatch', 'request-in-progress'] as const;
const itemId = { ...id, description: 'Id of a recording, document or session, of whichever library.' };

const listed = {
  id: '0192f0c1-7a3b-7c4d-8e5f-0123456789ab',
  position: '4711',
  code: 'undecodable',
  reason: 'A stored commit is not JSON',
  since: '2026-11-20T14:03:00.000Z',
  commit_id: 'bytes-9f86d081884c7d659a2feaa0c55ad015',
  waiting_commits: 2,
};

const decided = { id: listed.id, decision: 'discard', commit_id: listed.commit_id, position: '4730' };

const examined = {
  ...listed,
  obstacles: [
    {
      commit_id: listed.commit_id,
      position: listed.position,
      stored_at: listed.since,
      code: listed.code,
      reason: listed.reason,
    },
  ],
  readable_commits: 12,
  decisions: [],
};

export const quarantinePaths = {
  '/api/v1/admin/quarantine': {
    get: operation({
      id: 'listQuarantine',
      tag,
      summary: 'Items whose history cannot be applied',
      description:
        'Of all libraries, the oldest first, 1,000 at most. An item that waits for an upgrade has the code `newer-schema`.',
      scope: 'admin',
      answers: [{ status: 200, description: 'The items.', schema: 'QuarantineList', example: { items: [listed] } }],
      problems: [],
    }),
  },
  '/api/v1/admin/quarantine/{id}': {
    get: operation({
      id: 'getQuarantined',
      tag,
      summary: 'What is in the way of one item, and what was decided about it',
      scope: 'admin',
      parameters: [itemId],
      answers: [{ status: 200, description: 'The item.', schema: 'QuarantinedItem', example: examined }],
      problems: ['not-quarantined'],
    }),
  },
  '/api/v1/admin/quarantine/{id}/discard': {
    post: operation({
      id: 'discardQuarantined',
      tag,
      summary: 'Take the commit in the way out of the history of an item',
      description:
        'The message stays in the log; no reader applies it any more. This cannot be undone. The item goes on by itself, or is parked at the next commit in the way.',
      scope: 'admin',
      parameters: [itemId, idempotencyKey],
      body: {
        type: 'application/json',
        schema: 'DiscardQuarantined',
        required: false,
        example: { reason: 'A script wrote this by mistake' },
      },
      answers: [{ status: 200, description: 'It is in the log.', schema: 'QuarantineDecision', example: decided }],
      problems: ['invalid', 'not-quarantined', 'needs-upgrade', ...REPLAYS],
    }),
  },
  '/api/v1/admin/quarantine/{id}/retry': {
    post: operation({
      id: 'retryQuarantined',
      tag,
      summary: 'Try an item again as it is',
      description: 'After what was wrong has been put right outside of it, such as a repaired database or another release.',
      scope: 'admin',
      parameters: [itemId, idempotencyKey],
      body: {
        type: 'application/json',
        schema: 'RetryQuarantined',
        required: false,
        example: { reason: 'The database was repaired' },
      },
      answers: [
        {
          status: 200,
          description: 'It is in the log.',
          schema: 'QuarantineDecision',
          example: { ...decided, decision: 'retry', commit_id: null },
        },
      ],
      problems: ['invalid', 'not-quarantined', ...REPLAYS],
    }),
  },
};
