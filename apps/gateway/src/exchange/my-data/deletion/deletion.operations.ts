import type { OperationOptions, Parameter } from '../../../kit/http/operation.js';
import { dryRun, idempotencyKey } from '../../../kit/http/parameters.js';
import { anyOf } from '../../../kit/http/schemas.js';
import { DeleteAccountBody, DeletionAnswer, DeletionListAnswer, DeletionPreview, type CountsAnswer } from './deletion.dto.js';

const tag = 'people';
const userId: Parameter = { name: 'id', in: 'path', description: 'The id of a user.', schema: { type: 'string' } };

const counts: Readonly<CountsAnswer> = {
  items: 1_204,
  items_in_progress: 2,
  deliveries_in_progress: 1,
  libraries: 1,
  tokens: 2,
  sign_ins: 1,
  passkeys: 1,
  identities: 0,
  credentials: 2,
  outputs: 3,
  sources: 1,
  jobs: 1,
  channels: 0,
  webhooks: 0,
  templates: 4,
  exports: 0,
};
const LIBRARY = '01J8Z3V5W6X7Y8Z9A0B1C2D3E5';

const deletion: Readonly<DeletionAnswer> = {
  id: '01KAQ7J3M8N5P6R7S8T9V0W1X3',
  user_id: LIBRARY,
  requested_by: LIBRARY,
  state: 'running',
  libraries: [{ id: LIBRARY, action: 'erase', to: null }],
  counts,
  items: 312,
  total_items: 1_204,
  failed_items: 0,
  problem: null,
  starts_at: '2026-02-12T10:00:00.000Z',
  created_at: '2026-02-05T10:00:00.000Z',
  ended_at: null,
};

const body = {
  type: DeleteAccountBody,
  required: true,
  example: { confirm: 'Nora', libraries: [{ id: LIBRARY, action: 'erase' }] },
};
const EFFECT =
  'The account is disabled at once, and its tokens and sign-ins end. After seven days, or at once with `immediately`, its items are ' +
  'erased or moved in the background, and its data are removed. The id of the user stays, without a name. ' +
  'A repeated request replaces the choices of a deletion that is not done. With `dry_run`, the answer is a preview, and `confirm` is not needed.';
const answers = [
  { status: 202, description: 'The deletion.', type: DeletionAnswer, example: deletion },
  {
    status: 200,
    description: 'The preview.',
    type: anyOf([DeletionPreview]),
  },
];

export const deleteMyAccount: OperationOptions = {
  id: 'deleteMyAccount',
  tag,
  scope: 'read',
  summary: 'Delete your account',
  description:
    `${EFFECT} A sign-in must not be older than ten minutes. With a token, the scope 'write' and your own library are required. ` +
    'Export your data first: `POST /api/v1/me/exports`.',
  parameters: [dryRun, idempotencyKey],
  body,
  answers,
  problems: ['last-admin', 'first-user', 'sign-in-too-old'],
};

export const deleteAccount: OperationOptions = {
  id: 'deleteAccount',
  tag,
  scope: 'admin',
  summary: 'Delete the account of a user',
  description: EFFECT,
  parameters: [userId, dryRun, idempotencyKey],
  body,
  answers,
  problems: ['not-found', 'last-admin', 'first-user'],
};

export const getDeletion: OperationOptions = {
  id: 'getAccountDeletion',
  tag,
  scope: 'admin',
  summary: 'Read the deletion of an account',
  description: 'Also after the account was deleted.',
  parameters: [userId],
  answers: [{ status: 200, description: 'The deletion.', type: DeletionAnswer, example: deletion }],
  problems: ['not-found'],
};

export const listDeletions: OperationOptions = {
  id: 'listAccountDeletions',
  tag,
  scope: 'admin',
  summary: 'List the deletions of accounts',
  answers: [{ status: 200, description: 'Deletions, newest first.', type: DeletionListAnswer, example: { items: [deletion] } }],
  problems: [],
};

export const cancelDeletion: OperationOptions = {
  id: 'cancelAccountDeletion',
  tag,
  scope: 'admin',
  summary: 'Cancel the deletion of an account',
  description: 'While it waits. The user is enabled again, and signs in anew.',
  parameters: [userId],
  answers: [{ status: 204, description: 'The account is not deleted.' }],
  problems: ['not-found', 'deletion-started'],
};
