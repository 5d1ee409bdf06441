import type { QueryClient } from '@tanstack/react-query';
import type { Recording } from '@throughline/api-client';
import type { ValueSource } from './newest.js';
import { ItemCache } from './item-cache.js';

export const shownRecordings = new ItemCache<Recording>('recording', 'recordings');
export const { known } = shownRecordings;

export const recordingKey = (id: string): readonly [string, string] => shownRecordings.keyOf(id);

export function showRecording(client: QueryClient, recording: Recording, word: ValueSource): void {
  shownRecordings.show(client, recording, word);
}
