import type { OperationOptions } from '../kit/http/operation.js';
import { idempotencyKey } from '../kit/http/parameters.js';
import { DuplicateListAnswer, KeepDuplicatesBody, KeptDuplicatesAnswer, KeptListAnswer } from './duplicates.dto.js';

const tag = 'items';
const FIRST = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';
const SECOND = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b12';

const scan = {
  id: FIRST,
  kind: 'document',
  title: 'September invoice',
  file_name: 'scan-0412.pdf',
  sender: 'Stadtwerke Linden GmbH',
  date: '2026-10-12',
  number: '2026-4711',
  amount: '214.60',
  currency: 'EUR',
  size: 98_304,
  page_count: 1,
  duration_seconds: null,
  tags: ['incoming mail'],
  delivered_to: ['archive'],
  source: { kind: 'email', source_id: 3 },
  thumbnail_url: `/api/v1/documents/${FIRST}/files/page.jpg`,
  created_at: '2026-11-02T08:14:00.000Z',
};

const groups: DuplicateListAnswer = {
  items: [
    {
      id: 'same_amount:5f3c0d9ab1f54c0fa0d9b0a6f0a5f3e1',
      reason: 'same_amount',
      kind: 'document',
      items: [
        scan,
        {
          ...scan,
          id: SECOND,
          file_name: 'scan-0611.pdf',
          size: 317_440,
          page_count: 2,
          delivered_to: [],
          source: { kind: 'upload', source_id: null },
          thumbnail_url: `/api/v1/documents/${SECOND}/files/page.jpg`,
          created_at: '2026-11-19T13:31:00.000Z',
        },
      ],
      item_count: 2,
      likeness: null,
    },
  ],
  total: 1,
  similar_texts: 'current',
  next_cursor: null,
};

const kept: KeptDuplicatesAnswer = {
  id: 'b1946ac92492d2347c6235b4d2611184',
  items: [
    { id: FIRST, kind: 'document', title: 'September invoice' },
    { id: SECOND, kind: 'document', title: 'September invoice' },
  ],
  kept_at: '2026-11-19T14:20:00.000Z',
};

export const listDuplicates: OperationOptions = {
  id: 'listDuplicates',
  tag,
  scope: 'read',
  summary: 'List items that look the same',
  description:
    'Documents and recordings whose files have the same bytes, and documents with other bytes but the same sender, date and amount, or title if they have no amount. Case, spaces and punctuation do not count. Then documents with nearly the same text, unless their dates or numbers differ; texts of fewer than about 40 words are not compared. Deleted items are not compared. Of several items with the same bytes or values, only the oldest is compared further. Nothing is ever deleted because of this: `DELETE` of the item removes a duplicate, `POST …/kept` keeps both.',
  answers: [{ status: 200, description: 'Groups of items.', type: DuplicateListAnswer, example: groups }],
  problems: [],
};

export const listKeptDuplicates: OperationOptions = {
  id: 'listKeptDuplicates',
  tag,
  scope: 'read',
  summary: 'List items that are kept although they look the same',
  answers: [{ status: 200, description: 'Decisions.', type: KeptListAnswer, example: { items: [kept], next_cursor: null } }],
  problems: [],
};

export const keepDuplicates: OperationOptions = {
  id: 'keepDuplicates',
  tag,
  scope: 'write',
  summary: 'Keep items that look the same',
  description:
    'These items are not shown as duplicates of each other again. A further item that looks the same is. The decision belongs to the library, and can be taken back. An erasure of an item removes it from the decision.',
  parameters: [idempotencyKey],
  body: { type: KeepDuplicatesBody, required: true, example: { ids: [FIRST, SECOND] } },
  answers: [
    {
      status: 200,
      description: 'The decision; the same one if it was there already.',
      type: KeptDuplicatesAnswer,
      example: kept,
    },
  ],
  problems: ['not-found', 'erased', 'expired'],
};

export const showDuplicatesAgain: OperationOptions = {
  id: 'showDuplicatesAgain',
  tag,
  scope: 'write',
  summary: 'Show kept duplicates again',
  parameters: [{ name: 'id', in: 'path', description: 'The id of a decision.', schema: { type: 'string' } }],
  answers: [{ status: 204, description: 'The decision is taken back.' }],
  problems: ['not-found'],
};
