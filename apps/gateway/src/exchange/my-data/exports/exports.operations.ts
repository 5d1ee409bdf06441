import type { OperationOptions } from '../../../kit/http/operation.js';
import { idempotencyKey, ifNoneMatch, itemId } from '../../../kit/http/parameters.js';
import { fileAnswers, ifRange, range } from '../../../items/index.js';
import { ExportAnswer, ExportListAnswer } from './exports.dto.js';

const tag = 'people';
const scope = 'read';
const parameters = [itemId('export')];

const running: Readonly<ExportAnswer> = {
  id: '01KAQ7J3M8N5P6R7S8T9V0W1X2',
  state: 'running',
  items: 312,
  total_items: 1_204,
  bytes: 734_003_200,
  waiting_since: null,
  problem: null,
  archive: null,
  created_at: '2026-02-05T10:00:00.000Z',
  ended_at: null,
  expires_at: null,
};

const ready: Readonly<ExportAnswer> = {
  ...running,
  state: 'ready',
  items: 1_204,
  bytes: 2_831_155_200,
  archive: {
    url: '/api/v1/me/exports/01KAQ7J3M8N5P6R7S8T9V0W1X2/archive',
    size: 2_831_155_200,
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  },
  ended_at: '2026-02-05T10:20:00.000Z',
  expires_at: '2026-02-12T10:20:00.000Z',
};

export const startExport: OperationOptions = {
  id: 'startExport',
  tag,
  scope,
  summary: 'Export all your data',
  description:
    'Your account, and the items, files and settings of every library that you own, as one zip archive. It is made in the background. ' +
    'A user has one export at a time: while it is running, this request answers with it. A new archive replaces the earlier one. ' +
    "With a token, the scope 'write' and your own library are required.",
  parameters: [idempotencyKey],
  answers: [
    { status: 202, description: 'The export.', type: ExportAnswer, example: running, headers: { Location: 'The export.' } },
  ],
  problems: [],
};

export const listExports: OperationOptions = {
  id: 'listExports',
  tag,
  scope,
  summary: 'List your exports',
  answers: [{ status: 200, description: 'Exports, newest first.', type: ExportListAnswer, example: { items: [ready] } }],
  problems: [],
};

export const getExport: OperationOptions = {
  id: 'getExport',
  tag,
  scope,
  summary: 'Read an export',
  parameters,
  answers: [{ status: 200, description: 'The export.', type: ExportAnswer, example: ready }],
  problems: ['not-found'],
};

export const getArchive: OperationOptions = {
  id: 'getExportArchive',
  tag,
  scope,
  summary: 'Download the archive of an export',
  description:
    'Also with HEAD. The ETag is the sha256 of the archive. It is deleted seven days after it was made. ' +
    "With a token, the scope 'write' and your own library are required.",
  parameters: [...parameters, range, ifRange, ifNoneMatch],
  answers: fileAnswers,
  problems: ['not-found', 'export-running', 'export-failed', 'file-missing', 'file-damaged', 'range-not-satisfiable'],
};

export const deleteExport: OperationOptions = {
  id: 'deleteExport',
  tag,
  scope,
  summary: 'Delete an export and its archive',
  description: 'Stops an export that is running.',
  parameters,
  answers: [{ status: 204, description: 'The export no longer exists.' }],
  problems: ['not-found'],
};
