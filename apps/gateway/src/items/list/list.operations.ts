import type { OperationOptions } from '../../kit/http/operation.js';
import { ListedItemsAnswer } from './list.dto.js';

const at = '2026-02-05T10:00:00.000Z';

const example: ListedItemsAnswer = {
  items: [
    {
      id: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11',
      revision: '118',
      kind: 'recording',
      title: 'Weekly talk',
      file_name: 'weekly-talk.mp4',
      state: 'partial',
      reason: '1 of 2 delivered. archive: The folder "Talks" no longer exists.',
      needs_attention: true,
      running_steps: [],
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
      source: { kind: 'upload', source_id: null },
      outputs: [
        { id: 'library', target_type: 'folder', state: 'uploaded' },
        { id: 'archive', target_type: 'google_drive', state: 'failed' },
      ],
      tags: ['lectures'],
      thumbnail_url: '/api/v1/recordings/0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11/artifacts/thumbnail.jpg',
      registered_by: { id: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b12', name: 'Ann' },
      created_at: at,
      updated_at: at,
      deleted_at: null,
    },
  ],
  next_cursor: null,
  counts: { all: 1, attention: 1, partial: 1 },
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
