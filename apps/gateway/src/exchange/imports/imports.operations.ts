import type { OperationOptions } from '../../kit/http/operation.js';
import { ImportBatchBody, ImportedFileAnswer, ImportedFileBody, ImportResultAnswer } from './imports.dto.js';
import { OriginalBatchBody, OriginalsAnswer } from './originals.dto.js';

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

const file = { item: ITEM, key: `uploads/${ITEM}/source`, size: 734003200 };

export const importFile: OperationOptions = {
  id: 'importFile',
  tag: 'service',
  scope: 'admin',
  summary: 'Start the upload of a file of an imported item',
  description:
    'For a file that an event of the item names and that is not stored here. Send its bytes to `/api/v1/uploads/{id}` of the answer, as ' +
    'for any upload, and read the result there. The bytes are stored under the same key if their size and SHA-256 are those of the ' +
    'event. Until the upload has ended, a repeated request answers with the same upload, so an interrupted import continues. ' +
    'A stored file causes nothing: no work, delivery, mirror, webhook or notice. It uses up no quota.',
  body: { type: ImportedFileBody, required: true, example: file },
  answers: [
    {
      status: 200,
      description: 'What to do with the file.',
      type: ImportedFileAnswer,
      example: {
        state: 'missing',
        upload: {
          id: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b12',
          length: file.size,
          offset: 8388608,
          recording_id: null,
          created_at: '2026-02-05T18:00:00.000Z',
          expires_at: '2026-02-06T18:00:00.000Z',
        },
      },
    },
  ],
  problems: [
    'not-found',
    'import-file-differs',
    'import-changed',
    'too-large',
    'too-many-uploads',
    'upload-locked',
    'storage-full',
    'quarantined',
    'needs-upgrade',
    'busy',
    'log-restored',
  ],
};

export const bindOriginals: OperationOptions = {
  id: 'bindOriginals',
  tag: 'service',
  scope: 'admin',
  summary: 'Bind migrated items to files that stay where they are',
  description:
    'Gives items that are history only their files, which stay in folders of the server that the operator has opened ' +
    '(`TL_SOURCE_FOLDERS`). The server looks only below these folders, and follows no symbolic link. Nothing is copied now: a run ' +
    'reads the file, and keeps a copy among the files of the item. An erasure removes that copy, but not the original, and says so. ' +
    'Each item has an outcome of its own. A repeated request changes nothing.',
  body: {
    type: OriginalBatchBody,
    required: true,
    example: { items: [{ id: ITEM, folder: 'scans', path: '2024/letter.pdf' }] },
  },
  answers: [
    {
      status: 200,
      description: 'The outcome of each item.',
      type: OriginalsAnswer,
      example: { dry_run: false, items: [{ id: ITEM, outcome: 'bound' }] },
    },
  ],
  problems: ['no-ingest-service', 'outcome-unknown', 'busy', 'log-restored'],
};
