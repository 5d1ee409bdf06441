import type { PublishedItemList, PublishedSetAnswer } from './published-sets.dto.js';

export const RECORDING_ID_EXAMPLE = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';

export const setExample = {
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3H9',
  state: 'open',
  title: 'Algebra II',
  tag: 'algebra',
  media: 'audio',
  ask_first: true,
  made_by: '01J8Z3V5W6X7Y8Z9A0B1C2D3E4',
  made_by_name: 'owner',
  created_at: '2026-02-05T10:00:00.000Z',
  renewed_at: null,
  expires_at: null,
  fetches: 41,
  last_fetched_at: '2026-02-06T10:00:00.000Z',
  revoked_at: null,
  revoked_by: null,
  revoked_by_name: null,
} satisfies PublishedSetAnswer;

export const itemsExample = {
  items: [
    {
      item_id: RECORDING_ID_EXAMPLE,
      title: 'Algebra II, lecture 8: Determinants',
      state: 'waiting',
      created_at: '2026-02-05T10:00:00.000Z',
      duration_seconds: 2_760,
      decided_at: null,
      decided_by_name: null,
    },
  ],
} satisfies PublishedItemList;
