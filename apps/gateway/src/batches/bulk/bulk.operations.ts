import type { OperationOptions } from '../../kit/http/operation.js';
import { idempotencyKey, itemId } from '../../kit/http/parameters.js';
import type { Model } from '../../kit/http/schemas.js';
import { capitalized, type ItemKind } from '../../items/index.js';
import {
  BulkCommandAnswer,
  BulkCommandListAnswer,
  BulkItemListAnswer,
  BulkPreviewAnswer,
  BulkProgressAnswer,
} from './bulk-answers.js';

const tag = 'bulk';
const BULK = '0199f5a0-7d1e-7aa0-9b1c-2f6d8f0f2b11';
const parameters = [itemId('bulk command')];

const before: Readonly<BulkCommandAnswer> = {
  id: BULK,
  noun: 'recording',
  action: 'run',
  state: 'previewed',
  total: 2,
  previewed: 2,
  done: 0,
  verdict_totals: { change: 1, skip: 0, refuse: 1, error: 0 },
  verdicts: [
    { verdict: 'change', code: 'started', count: 1, detail: 'The run has started.' },
    { verdict: 'refuse', code: 'already-running', count: 1, detail: 'A run is in progress.' },
  ],
  outcome_totals: { changed: 0, skipped: 0, refused: 0, error: 0, left_out: 0 },
  outcomes: [],
  changed_since_preview: 0,
  plan_changes: [],
  waiting_since: null,
  requested_by: '01JKB2Q5Z9M8V7T6R5P4N3K2H1',
  executed_by: null,
  created_at: '2026-02-05T10:00:00.000Z',
  started_at: null,
  ended_at: null,
  expires_at: '2026-02-06T10:00:00.000Z',
};

const running: Readonly<BulkCommandAnswer> = {
  ...before,
  state: 'running',
  done: 1,
  outcome_totals: { changed: 1, skipped: 0, refused: 0, error: 0, left_out: 0 },
  outcomes: [{ outcome: 'changed', code: 'started', count: 1, detail: 'The run has started.' }],
  plan_changes: [{ kind: 'template', name: 'Lectures', template_id: 15, change: 'edited' }],
  executed_by: before.requested_by,
  started_at: '2026-02-05T10:01:00.000Z',
  expires_at: '2026-03-07T10:01:00.000Z',
};

const item = {
  item_id: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11',
  title: 'A talk',
  preview: { verdict: 'change', code: 'started', detail: 'The run has started.', try_instead: null, status: 'INITIALIZED' },
  result: null,
  changed_since_preview: false,
};

/** Returns the answer of a request for a preview. */
export const previewAnswers = (example: Partial<BulkCommandAnswer>): OperationOptions['answers'] => [
  {
    status: 201,
    description: 'The preview.',
    type: BulkPreviewAnswer,
    example: { ...before, ...example, items: [item] },
    headers: { Location: 'The bulk command.' },
  },
];

export const previewOperation = (kind: ItemKind, body: Model): OperationOptions => ({
  id: `preview${capitalized(kind.noun)}s`,
  tag,
  scope: 'write',
  summary: `Preview a command for many ${kind.noun}s`,
  description:
    'Fixes the set of up to 10,000 items, and finds a verdict for each as a single request with `dry_run` would. Writes no event. ' +
    'A preview of many items continues in the background: the answer then has the state `previewing`. It expires after 24 hours.',
  parameters: [idempotencyKey],
  body: { type: body, required: true, example: { action: 'run', filters: { failed: true, from_date: '2026-02-01' } } },
  answers: previewAnswers({ noun: kind.noun }),
  problems: ['unknown-template', 'template-is-draft', 'output-not-found'],
});

export const listBulkCommands: OperationOptions = {
  id: 'listBulkCommands',
  tag,
  scope: 'read',
  summary: 'List the bulk commands of your library',
  description: 'The bulk commands that were executed, newest first. Previews are not listed.',
  answers: [{ status: 200, description: 'The bulk commands.', type: BulkCommandListAnswer, example: { items: [running] } }],
  problems: [],
};

export const getBulkCommand: OperationOptions = {
  id: 'getBulkCommand',
  tag,
  scope: 'read',
  summary: 'Read a bulk command',
  parameters,
  answers: [
    {
      status: 200,
      description: 'The bulk command. Its counts are stored facts.',
      type: BulkProgressAnswer,
      example: { ...running, rate: 12.5, eta: null, eta_reason: 'too-early' },
    },
  ],
  problems: ['not-found'],
};

export const getItems: OperationOptions = {
  id: 'getBulkItems',
  tag,
  scope: 'read',
  summary: 'Read the verdicts and results of a bulk command',
  parameters,
  answers: [
    {
      status: 200,
      description: 'Items in the order of the request.',
      type: BulkItemListAnswer,
      example: { items: [item], next_cursor: null },
    },
  ],
  problems: ['not-found'],
};

export const executeBulkCommand: OperationOptions = {
  id: 'executeBulkCommand',
  tag,
  scope: 'write',
  summary: 'Execute a preview',
  description:
    'Sends the command to exactly the items of the preview, in the background. An item that has changed since is decided on its newest state, ' +
    'and marked with `changed_since_preview`. `plan_changes` names the settings that are not as the preview used them. A bulk command is executed once: a repeated request answers with the same one.',
  parameters: [...parameters, idempotencyKey],
  answers: [
    {
      status: 202,
      description: 'The bulk command.',
      type: BulkCommandAnswer,
      example: running,
      headers: { Location: 'The bulk command.' },
    },
  ],
  problems: ['not-found', 'still-previewing', 'preview-stopped'],
};

export const stopBulkCommand: OperationOptions = {
  id: 'stopBulkCommand',
  tag,
  scope: 'write',
  summary: 'Stop a bulk command',
  description:
    'Items that the bulk command has not begun are left out; `done` counts the others. In the state `stopping`, the last commands have not ended yet. ' +
    'A bulk command that has ended stays as it is.',
  parameters: [...parameters, idempotencyKey],
  answers: [
    {
      status: 200,
      description: 'The bulk command.',
      type: BulkCommandAnswer,
      example: {
        ...running,
        state: 'stopped',
        outcome_totals: { ...running.outcome_totals, left_out: 1 },
        outcomes: [
          ...running.outcomes,
          { outcome: 'left_out', code: 'left-out', count: 1, detail: 'The bulk command was stopped before this item.' },
        ],
        ended_at: '2026-02-05T10:01:30.000Z',
      },
    },
  ],
  problems: ['not-found'],
};
