import { QueryClient } from '@tanstack/react-query';
import type { ListedItem, Recording } from '@throughline/api-client';
import { itemCountsQuery, itemsQuery } from '../list/items-api.js';
import { recordingKey, showRecording } from './shown-recordings.js';

const ID = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';
const row = {
  id: ID,
  revision: '7',
  title: 'Tides',
  state: 'in_progress',
  progress: 0.2,
  plan: [
    { step: 'DOWNLOAD', status: 'COMPLETED', progress: 1, unconfirmed: false, waiting: false, stalled: false },
    { step: 'TRANSCRIBE', status: 'IN_PROGRESS', progress: 0.2, unconfirmed: false, waiting: false, stalled: false },
  ],
  eta_reason: null,
} as unknown as ListedItem;
const pushed = (revision: string): Recording =>
  ({
    id: ID,
    revision,
    title: 'Tides',
    updated_at: '2026-02-05T10:00:00.000Z',
    progress: 0.6,
    progress_at: '2026-02-05T10:00:00.000Z',
    eta: null,
    eta_reason: 'unknown',
    queue_position: null,
    queue_length: null,
    processing_stages: [{ stage_type: 'TRANSCRIBE', progress: 0.5, stalled: true }],
    outputs: [],
  }) as unknown as Recording;

describe('a recording that is pushed', () => {
  const show = (revision: string): QueryClient => {
    const client = new QueryClient();
    client.setQueryData(itemsQuery({}).queryKey, { pages: [{ items: [row], next_cursor: null }], pageParams: [''] });
    client.setQueryData(itemCountsQuery({}).queryKey, { all: 1 });
    showRecording(client, pushed(revision), 'push');
    return client;
  };
  const rowIn = (client: QueryClient) => client.getQueryData(itemsQuery({}).queryKey)?.pages[0]?.items[0];

  it('moves the progress of its row, which keeps its other fields', () => {
    expect(rowIn(show('7'))).toEqual({
      ...row,
      plan: [row.plan[0], { ...row.plan[1], progress: 0.5, stalled: true }],
      progress: 0.6,
      progress_at: '2026-02-05T10:00:00.000Z',
      eta: null,
      eta_reason: 'unknown',
      queue_position: null,
      queue_length: null,
    });
  });

  it('leaves a row of another revision to the next read, whose state would not fit the progress', () => {
    expect(rowIn(show('8'))).toEqual(row);
  });

  it('is kept for its page, and leaves the counts alone', () => {
    const client = show('7');
    expect(client.getQueryData(recordingKey(ID))).toMatchObject({ progress: 0.6 });
    expect(client.getQueryData(itemCountsQuery({}).queryKey)).toEqual({ all: 1 });
  });
});
