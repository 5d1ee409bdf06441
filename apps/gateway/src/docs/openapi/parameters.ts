import { DAY_FORMATS, RECORDING_STATUSES } from '@throughline/contracts';
import { MAX_PAGE } from '../../recordings/queries/page-query.dto.js';
import { SORT_COLUMNS } from '../../recordings/rows.js';
import type { Parameter } from './operation.js';

const flag = { type: 'string', enum: ['true', 'false'] };
const revision = { type: 'string', pattern: '^(0|[1-9][0-9]{0,18})$' };

export const id: Parameter = { name: 'id', in: 'path', description: 'Id of a recording.', schema: { type: 'string' } };

export const documentId: Parameter = { ...id, description: 'Id of a document.' };

export const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'Makes it safe to send the request again: same key and body give the first answer, with `Idempotency-Replayed: true`. Kept for 24 hours.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x20-\\x7e]+$' },
};

export const ifNoneMatch: Parameter = {
  name: 'If-None-Match',
  in: 'header',
  description: 'An ETag that is known already.',
  schema: { type: 'string' },
};

export const asOf = (what: string): Parameter => ({
  name: 'as_of',
  in: 'query',
  description: `${what} A time by the log's clock, or a position that an answer gave.`,
  schema: { type: 'string' },
  example: '2026-11-20T14:03:00Z',
});

export const listParameters: readonly Parameter[] = [
  asOf(
    'The recordings as they were: a smaller item of each, with `counts`. Goes with `limit`, `cursor`, `status` and `deleted` alone.',
  ),
  {
    name: 'limit',
    in: 'query',
    description: 'Items on a page.',
    schema: { type: 'integer', minimum: 1, maximum: MAX_PAGE, default: 50 },
  },
  {
    name: 'cursor',
    in: 'query',
    description: '`next_cursor` of the page before, with the same `sort`.',
    schema: { type: 'string' },
  },
  {
    name: 'sort',
    in: 'query',
    description: 'Order; `-` for the reverse.',
    schema: { type: 'string', enum: SORT_COLUMNS.flatMap((column) => [column, `-${column}`]), default: '-created_at' },
  },
  {
    name: 'status',
    in: 'query',
    description: 'One or several, with commas between.',
    schema: { type: 'array', items: { type: 'string', enum: RECORDING_STATUSES } },
    example: ['PROCESSING', 'READY'],
  },
  { name: 'q', in: 'query', description: 'Part of a title, in any case.', schema: { type: 'string', maxLength: 200 } },
  {
    name: 'from_date',
    in: 'query',
    description: `Registered on or after this day (${DAY_FORMATS}) or UTC time.`,
    schema: { type: 'string' },
    example: '2026-02-05',
  },
  {
    name: 'to_date',
    in: 'query',
    description: `Registered up to and with this day (${DAY_FORMATS}), or before this UTC time.`,
    schema: { type: 'string' },
    example: '2026-02-28',
  },
  { name: 'include', in: 'query', description: '`total` counts all that match.', schema: { type: 'string', enum: ['total'] } },
  { name: 'failed', in: 'query', description: 'Failed ones, or the others.', schema: flag },
  { name: 'on_pause', in: 'query', description: 'Paused ones, or the others.', schema: flag },
  {
    name: 'waiting',
    in: 'query',
    description: 'Those that wait for something that is not there yet, or the others.',
    schema: flag,
  },
  {
    name: 'unconfirmed',
    in: 'query',
    description: 'Those with an output of which nobody could say whether it has arrived, or the others.',
    schema: flag,
  },
  {
    name: 'partial',
    in: 'query',
    description: 'Those of whose outputs some are uploaded and others have failed, or the others.',
    schema: flag,
  },
  {
    name: 'deleted',
    in: 'query',
    description:
      '`true`: deleted ones, expired or not; `any`: with all others. Without it `false`, and `any` where `status` asks for `EXPIRED`.',
    schema: { type: 'string', enum: ['true', 'false', 'any'] },
  },
  {
    name: 'sha256',
    in: 'query',
    description: 'Those with this content: `source.sha256`.',
    schema: { type: 'string', pattern: '^[0-9a-f]{64}$' },
  },
  {
    name: 'channel_id',
    in: 'query',
    description: 'Those that this channel has brought: `origin.channel_id`.',
    schema: { type: 'string', pattern: '^[1-9][0-9]{0,14}$' },
  },
];

export const dryRun: Parameter = {
  name: 'dry_run',
  in: 'query',
  description: 'Shows what the operation would do, and does nothing. Takes up no Idempotency-Key.',
  schema: { ...flag, default: 'false' },
};

export const stageType: Parameter = {
  name: 'type',
  in: 'path',
  description: '`stage_type` of a stage.',
  schema: { type: 'string' },
  example: 'EXTRACT_TOPICS',
};

export const outputName: Parameter = {
  name: 'name',
  in: 'path',
  description: '`id` of an output.',
  schema: { type: 'string' },
  example: 'library',
};

export const itemParameters: readonly Parameter[] = [
  asOf('The recording as it was. Without the other parameters of this list.'),
  { name: 'min_revision', in: 'query', description: 'Answers with this revision or a later one.', schema: revision },
  {
    name: 'after_revision',
    in: 'query',
    description: 'With `wait`: answers as soon as the recording is beyond this revision.',
    schema: revision,
  },
  {
    name: 'wait',
    in: 'query',
    description: 'Seconds to wait for a change at most; then the recording is answered as it is.',
    schema: { type: 'integer', minimum: 0, maximum: 60, default: 0 },
  },
];

export const eventParameters: readonly Parameter[] = [
  {
    name: 'min_revision',
    in: 'query',
    description: 'Answers with the events of this revision too, whether lists show them yet or not.',
    schema: revision,
  },
  {
    name: 'after',
    in: 'query',
    description: 'Id of the last event that is known.',
    schema: { type: 'string', pattern: '^[0-9]{1,18}\\.[0-9]{1,4}$' },
  },
  {
    name: 'limit',
    in: 'query',
    description: 'Events on a page.',
    schema: { type: 'integer', minimum: 1, maximum: 500, default: 100 },
  },
];

export const ledgerParameters: readonly Parameter[] = [
  {
    name: 'asset_id',
    in: 'query',
    description: 'Requests about this recording alone.',
    schema: { type: 'string', format: 'uuid' },
  },
  {
    name: 'after',
    in: 'query',
    description: 'Id of the last request that is known.',
    schema: { type: 'string', format: 'uuid' },
  },
  {
    name: 'limit',
    in: 'query',
    description: 'Requests on a page.',
    schema: { type: 'integer', minimum: 1, maximum: 1000, default: 200 },
  },
];
