import type { OperationOptions } from '../http/operation.js';
import { ImportBatchBody, ImportResultAnswer } from './imports.dto.js';

const ITEM = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';
const event = {
  specversion: '1.0',
  id: '17.0',
  source: `/api/v1/recordings/${ITEM}`,
  type: 'throughline.AssetRegistered',
  subject: ITEM,
  time: '2026-02-05T18:00:00.000Z',
  datacontenttype: 'application/json',
  eventversion: 6,
  actor: 'user:0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b00',
  originref: '0199f5a0-0000-7000-8000-000000000000/17',
  data: {
    owner: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b00',
    pipeline: 'recording',
    sourceKind: 'upload',
    isMapped: true,
    language: 'en',
    personal: { title: 'Weekly talk' },
  },
};

export const importItems: OperationOptions = {
  id: 'importItems',
  tag: 'service',
  scope: 'admin',
  summary: 'Import the histories of items',
  description:
    'Stores events that another system has exported, with their times and actors, in items of one library. The texts are sealed with ' +
    'keys of this system. Imported events cause nothing: no work, delivery, mirror, webhook or notice. ' +
    'A long history comes in several batches, in order. Each one after the first names in `after` the commit before it. Send a batch ' +
    'again if its answer was lost: what is here stays as it is. ' +
    'Each item has an outcome of its own, so a refused item does not keep the others out. ' +
    '`originref` of an event identifies its commit in the other system, and is equal for all events of the commit. Events without it ' +
    'are identified by `source` and position. A batch has at most 4 MiB, or `TL_MAX_BODY_BYTES` if that is more. ' +
    'An item has at most 10,000 commits, and at most 32 MiB of events as JSON.',
  body: {
    type: ImportBatchBody,
    required: true,
    example: { items: [{ id: ITEM, events: [event], complete: true }] },
  },
  answers: [
    {
      status: 200,
      description: 'The outcome of each item.',
      type: ImportResultAnswer,
      example: { dry_run: false, items: [{ id: ITEM, outcome: 'imported', commits: 1 }] },
    },
  ],
  problems: ['outcome-unknown', 'busy', 'log-restored'],
};
