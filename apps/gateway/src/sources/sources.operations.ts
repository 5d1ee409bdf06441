import type { OperationOptions, Parameter } from '../kit/http/operation.js';
import { dryRun, flagParameter, idempotencyKey, ifMatchOf } from '../kit/http/parameters.js';
import {
  SourceAnswer,
  SourceBody,
  SourceFields,
  SourceList,
  SourceTestAnswer,
  SourceTypeList,
  SyncAnswer,
  SyncBody,
  SyncList,
} from './sources.dto.js';

const TIME = '2026-02-05T10:00:00.000Z';
const SYNC_ID = '6b8f4d1e-2a70-4c55-9d0a-6f5d8f0f2b11';
const tag = 'sources';
const settings = { folder: 'inbox', path: 'Talks', after: 'move' };

const counts = { new: 1, known: 2, waiting: 0, ignored: 1, failed: 0, retired: 1 };
const sync: Readonly<SyncAnswer> = {
  id: SYNC_ID,
  source_id: 4,
  trigger: 'interval',
  dry_run: false,
  state: 'done',
  from_date: null,
  to_date: null,
  started_at: TIME,
  ended_at: TIME,
  counts,
  more: false,
  problem: null,
  entries: [
    { name: 'weekly-talk.mp4', verdict: 'new', item_id: '0199f5a0-4f0c-5c3e-9d0a-6f5d8f0f2b11' },
    { name: 'next.mp4.part', verdict: 'ignored', code: 'incomplete', message: 'The name is that of an incomplete file.' },
  ],
};
const bodyExample = { name: 'Talks', type: 'folder', settings, run: true, interval_minutes: 5 };
const example: Readonly<SourceAnswer> = {
  id: 4,
  name: 'Talks',
  type: 'folder',
  settings,
  credential_id: null,
  brings: 'recording',
  template_id: null,
  run: true,
  interval_minutes: 5,
  state: 'active',
  last_sync: sync,
  next_sync_at: TIME,
  named_by: { templates: [{ id: 3, name: 'Weekly lecture' }], jobs: [] },
  revision: 1,
  created_at: TIME,
  updated_at: TIME,
};

const sourceId: Parameter = { name: 'id', in: 'path', description: 'The number of a source.', schema: { type: 'string' } };
const syncId: Parameter = {
  name: 'sync_id',
  in: 'path',
  description: 'The id of a sync.',
  schema: { type: 'string' },
  example: SYNC_ID,
};
const ifMatch = ifMatchOf('source');
const headers = { ETag: 'Send it back as `If-Match` to change or remove the source.' };
const one = { status: 200, description: 'The source.', type: SourceAnswer, example, headers };

export const listSourceTypes: OperationOptions = {
  id: 'listSourceTypes',
  tag,
  scope: 'read',
  summary: 'List the types of sources, with the forms of their settings',
  description: 'Choices hold what the operator of the server has set up: no path of the server can be entered.',
  answers: [
    {
      status: 200,
      description: 'The types.',
      type: SourceTypeList,
      example: {
        items: [
          {
            type: 'folder',
            label: 'Folder',
            settings: [{ key: 'folder', label: 'Folder', kind: 'choice', required: true, options: [{ value: 'inbox' }] }],
          },
        ],
      },
    },
  ],
  problems: ['no-ingest-service'],
};

export const listSources: OperationOptions = {
  id: 'listSources',
  tag,
  scope: 'read',
  summary: 'List the sources of your library',
  answers: [{ status: 200, description: 'The sources.', type: SourceList, example: { items: [example] } }],
  problems: [],
};

export const createSource: OperationOptions = {
  id: 'createSource',
  tag,
  scope: 'write',
  summary: 'Set up a source',
  description: 'With an interval, its first sync starts within seconds. A dry run shows what a sync would bring.',
  parameters: [idempotencyKey],
  body: { type: SourceBody, required: true, example: bodyExample },
  answers: [
    {
      status: 201,
      description: 'The source is set up.',
      type: SourceAnswer,
      example: { ...example, last_sync: null },
      headers: { Location: 'The source.', ...headers },
    },
  ],
  problems: ['source-name-taken', 'credential-not-found', 'unknown-template', 'no-ingest-service'],
};

export const getSource: OperationOptions = {
  id: 'getSource',
  tag,
  scope: 'read',
  summary: 'Read a source',
  parameters: [sourceId],
  answers: [one],
  problems: ['not-found'],
};

export const replaceSource: OperationOptions = {
  id: 'replaceSource',
  tag,
  scope: 'write',
  summary: 'Replace the settings of a source',
  description: 'Items that it has brought stay as they are. An item that another place also has is not brought again.',
  parameters: [sourceId, ifMatch],
  body: { type: SourceBody, required: true, example: bodyExample },
  answers: [one],
  problems: [
    'not-found',
    'source-name-taken',
    'credential-not-found',
    'unknown-template',
    'source-changed',
    'precondition-required',
    'no-ingest-service',
  ],
};

export const removeSource: OperationOptions = {
  id: 'removeSource',
  tag,
  scope: 'write',
  summary: 'Remove a source and the history of its syncs',
  description:
    'Refused while the conditions of templates name it; the member `used_by` of the problem lists them and their jobs. Items that it has brought stay. The same source, set up again, does not bring them again.',
  parameters: [
    sourceId,
    ifMatch,
    flagParameter(
      'detach',
      'Also removes it from the conditions of templates. A template without another source loses all conditions, and a job that would then read every source is switched off.',
    ),
  ],
  answers: [{ status: 204, description: 'The source is removed.' }],
  problems: ['not-found', 'source-in-use', 'source-changed', 'precondition-required'],
};

const tested = {
  status: 200,
  description: 'The results.',
  type: SourceTestAnswer,
  example: {
    ok: false,
    items: [
      { name: 'settings', result: 'ok', message: 'The settings are complete.' },
      { name: 'read', result: 'wrong', message: 'The folder of the source does not exist' },
    ],
  },
};

export const testSourceSettings: OperationOptions = {
  id: 'testSourceSettings',
  tag,
  scope: 'write',
  summary: 'Test settings of a source before they are saved',
  description: 'Connects as a sync does, and changes nothing. Reports each check.',
  parameters: [idempotencyKey],
  body: { type: SourceFields, required: true, example: { type: 'folder', settings } },
  answers: [tested],
  problems: ['credential-not-found', 'no-ingest-service'],
};

export const testSource: OperationOptions = {
  id: 'testSource',
  tag,
  scope: 'write',
  summary: 'Test a source',
  description: 'Connects as a sync does, and changes nothing. Reports each check.',
  parameters: [sourceId, idempotencyKey],
  answers: [tested],
  problems: ['not-found', 'no-ingest-service'],
};

const switched = (id: string, summary: string, description: string): OperationOptions => ({
  id,
  tag,
  scope: 'write',
  summary,
  description,
  parameters: [sourceId, idempotencyKey],
  answers: [one],
  problems: ['not-found'],
});
export const pauseSource = switched(
  'pauseSource',
  'Pause a source',
  'A sync that runs goes on. A source that is paused already stays as it is.',
);
export const resumeSource = switched(
  'resumeSource',
  'Resume a source',
  'With an interval, it is synced at once. A source that is active already stays as it is.',
);

export const syncSource: OperationOptions = {
  id: 'syncSource',
  tag,
  scope: 'write',
  summary: 'Sync a source',
  description:
    'Lists the source and takes in each new item once. A file that could still be growing waits for a later sync. A request that takes longer than some seconds is answered while the sync runs.',
  parameters: [sourceId, dryRun, idempotencyKey],
  body: { type: SyncBody, required: false, example: { from_date: '2026-02-05' } },
  answers: [
    { status: 200, description: 'The sync has ended.', type: SyncAnswer, example: sync, headers: { Location: 'The sync.' } },
    {
      status: 202,
      description: 'The sync runs.',
      type: SyncAnswer,
      example: { ...sync, state: 'running', ended_at: null, entries: [] },
      headers: { Location: 'The sync.' },
    },
  ],
  problems: ['not-found', 'source-paused', 'sync-in-progress'],
};

export const listSyncs: OperationOptions = {
  id: 'listSourceSyncs',
  tag,
  scope: 'read',
  summary: 'List the last syncs of a source',
  parameters: [sourceId],
  answers: [{ status: 200, description: 'The syncs.', type: SyncList, example: { items: [sync] } }],
  problems: ['not-found'],
};

export const getSync: OperationOptions = {
  id: 'getSourceSync',
  tag,
  scope: 'read',
  summary: 'Read a sync of a source',
  parameters: [sourceId, syncId],
  answers: [{ status: 200, description: 'The sync.', type: SyncAnswer, example: sync }],
  problems: ['not-found'],
};
