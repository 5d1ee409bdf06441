import type { QueryClient } from '@tanstack/react-query';
import type { ListedItem, Recording } from '@throughline/api-client';
import type { ValueSource } from './newest.js';
import { ItemCache } from './item-cache.js';

/** A list has only some fields of a recording. The others, for example its state, are read with the list. */
function withProgress(
  { revision, progress, progress_at, eta, eta_reason, queue_position, queue_length }: Recording,
  row: ListedItem,
): ListedItem {
  return row.revision === revision ? { ...row, progress, progress_at, eta, eta_reason, queue_position, queue_length } : row;
}

export const shownRecordings = new ItemCache<Recording>({
  kind: 'recordings',
  one: 'recording',
  lists: 'items',
  toRow: (recording, row) => withProgress(recording, row as ListedItem),
});
export const { known } = shownRecordings;

export const recordingKey = (id: string): readonly [string, string] => shownRecordings.keyOf(id);

export function showRecording(client: QueryClient, recording: Recording, word: ValueSource): void {
  shownRecordings.show(client, recording, word);
}
