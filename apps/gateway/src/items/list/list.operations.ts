import type { OperationOptions } from '../../kit/http/operation.js';
import { ListedItemsAnswer } from './list.dto.js';

const at = '2026-02-05T10:00:00.000Z';

const partial = {
  id: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11',
  revision: '118',
  kind: 'recording',
  title: 'Weekly talk',
  file_name: 'weekly-talk.mp4',
  state: 'partial',
  reason: '1 of 2 delivered. archive: The folder "Talks" no longer exists.',
  needs_attention: true,
  running_steps: [],
  plan: [],
  progress: 1,
  eta: null,
  eta_reason: null,
  queue_position: null,
  queue_length: null,
  progress_at: null,
  stalled: false,
  duration_seconds: 3_723.4,
  page_count: null,
  values_to_check: 0,
  language: 'en',
  source: { kind: 'upload', source_id: null, size: null },
  outputs: [
    { id: 'library', target_type: 'folder', state: 'uploaded' },
    { id: 'archive', target_type: 'google_drive', state: 'failed' },
  ],
  failed_at_stage: null,
  can_retry: true,
  template: 'Weekly lecture',
  tags: ['lectures'],
  thumbnail_url: '/api/v1/recordings/0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11/artifacts/thumbnail.jpg',
  registered_by: { id: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b12', name: 'Ann' },
  created_at: at,
  updated_at: at,
  deleted_at: null,
};

const others = { unconfirmed: false, waiting: false, stalled: false };

const inProgress = {
  ...partial,
  id: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b13',
  revision: '121',
  title: 'Tutorial',
  file_name: 'tutorial.mp4',
  state: 'in_progress',
  reason: null,
  needs_attention: false,
  running_steps: ['TRANSCRIBE'],
  plan: [
    { step: 'DOWNLOAD', status: 'COMPLETED', progress: 1, ...others },
    { step: 'TRANSCRIBE', status: 'IN_PROGRESS', progress: 0.4, ...others },
    { step: 'deliver:library', status: 'PENDING', progress: null, ...others },
  ],
  progress: 0.4667,
  eta: { from: '2026-02-05T10:08:00.000Z', to: '2026-02-05T10:14:00.000Z', basis: 'history', samples: 12 },
  progress_at: at,
  duration_seconds: 1_841,
  source: { kind: 'upload', source_id: null, size: 431_000_000 },
  outputs: [{ id: 'library', target_type: 'folder', state: 'pending' }],
  can_retry: false,
  template: null,
  thumbnail_url: null,
};

const example: ListedItemsAnswer = {
  items: [inProgress, partial],
  next_cursor: null,
  counts: { all: 2, attention: 1, in_progress: 1, partial: 1 },
};

export const listOperation: OperationOptions = {
  id: 'listItems',
  tag: 'items',
  scope: 'read',
  summary: 'List recordings, documents and sessions together',
  description:
    'One list of all items of your library, with the same fields for each kind. Read an item by the operations of its kind for everything else.',
  answers: [{ status: 200, description: 'A page of your items.', type: ListedItemsAnswer, example }],
  problems: [],
};
