import type { QueryClient } from '@tanstack/react-query';
import type { ListedItem, Recording } from '@throughline/api-client';
import type { ValueSource } from './newest.js';
import { ItemCache } from './item-cache.js';
import { getLiveFields } from './live-fields.js';

type Plan = ListedItem['plan'];

/** The download has no stage, so its progress is read with the list. */
const withLiveSteps = (recording: Recording, plan: Plan): Plan =>
  plan.map((step) => {
    const { progress = step.progress, stalled } = getLiveFields(recording, step) ?? {};
    return { ...step, progress, stalled: stalled ?? step.stalled };
  });

/** A list has only some fields of a recording. The others, for example its state, are read with the list. */
function withProgress(recording: Recording, row: ListedItem): ListedItem {
  const { revision, progress, progress_at, eta, eta_reason, queue_position, queue_length } = recording;
  if (row.revision !== revision) return row;
  const plan = withLiveSteps(recording, row.plan);
  return { ...row, plan, progress, progress_at, eta, eta_reason, queue_position, queue_length };
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
