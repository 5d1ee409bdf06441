import type { OperationOptions, Parameter } from '../../kit/http/operation.js';
import { ifMatchOf } from '../../kit/http/parameters.js';
import { QuotaAnswer, QuotaHistoryAnswer, QuotaLimitsBody, UserLimitsAnswer, UserQuotaList } from './quotas.dto.js';

const tag = 'people';
const admin = { tag, scope: 'admin' } as const;
const userId: Parameter = { name: 'id', in: 'path', description: 'The id of a user.', schema: { type: 'string' } };
const headers = { ETag: 'Send it back as `If-Match` to change the limits.' };

const USER = '01J8Z3V5W6X7Y8Z9A0B1C2D3E5';
const amounts = { items: 41, bytes: 5_368_709_120, transcription_minutes: 1_870.5, deliveries: 96 };
const limits = { items: null, bytes: null, transcription_minutes: 2_400, deliveries: 500 };
const unlimited = { items: null, bytes: null, transcription_minutes: null, deliveries: null };

export const readQuota: OperationOptions = {
  id: 'getQuota',
  tag,
  scope: 'read',
  summary: 'Read what your library may use this month, and what is left',
  description:
    'Months are calendar months of UTC. A run that would exceed a quota of transcription, deliveries or imported bytes waits until the quota renews, or until an administrator raises the limit. A registration that would exceed the quota of items or bytes is refused.',
  answers: [
    {
      status: 200,
      description: 'The quotas of the present month.',
      type: QuotaAnswer,
      example: {
        period: '202611',
        renews_on: '2026-12-01',
        quotas: [
          { quota: 'items', used: 41, in_progress: 0, limit: null, remaining: null },
          { quota: 'bytes', used: 5_368_709_120, in_progress: 0, limit: null, remaining: null },
          { quota: 'transcription_minutes', used: 1_870.5, in_progress: 62, limit: 2_400, remaining: 467.5 },
          { quota: 'deliveries', used: 96, in_progress: 2, limit: 500, remaining: 402 },
        ],
      },
    },
  ],
  problems: [],
};

export const readHistory: OperationOptions = {
  id: 'getQuotaHistory',
  tag,
  scope: 'read',
  summary: 'Read what your library used in a month',
  answers: [
    {
      status: 200,
      description: 'The use of one month. A month without any is all zeros.',
      type: QuotaHistoryAnswer,
      example: { period: '202610', starts_on: '2026-10-01', renews_on: '2026-11-01', used: amounts },
    },
  ],
  problems: [],
};

export const listQuotas: OperationOptions = {
  ...admin,
  id: 'listQuotas',
  summary: 'List what each library used in a month',
  answers: [
    {
      status: 200,
      description: 'A page of users with their use and their present limits.',
      type: UserQuotaList,
      example: {
        period: '202610',
        renews_on: '2026-11-01',
        items: [{ user: { id: USER, name: 'Nora' }, used: amounts, limits }],
        next_cursor: null,
      },
    },
  ],
  problems: [],
};

const answer = {
  status: 200,
  description: 'The limits of the user.',
  type: UserLimitsAnswer,
  example: {
    user_id: USER,
    own: ['transcription_minutes', 'deliveries'],
    limits,
    defaults: unlimited,
    revision: 2,
  },
  headers,
};

export const readLimits: OperationOptions = {
  ...admin,
  id: 'getUserLimits',
  summary: 'Read the limits of a user',
  parameters: [userId],
  answers: [answer],
  problems: ['not-found'],
};

export const replaceLimits: OperationOptions = {
  ...admin,
  id: 'replaceUserLimits',
  summary: 'Replace the limits of a user',
  description:
    'A field that is absent follows the limit of the server; null is unlimited. Steps that wait for a quota continue by themselves within seconds if a higher limit has room for them. A first limit applies to runs that start later; a changed one also applies to running ones.',
  parameters: [userId, ifMatchOf('limits')],
  body: { type: QuotaLimitsBody, required: true, example: { transcription_minutes: 2_400, deliveries: 500 } },
  answers: [answer],
  problems: ['not-found', 'quota-changed', 'precondition-required'],
};
