import type { QueryClient } from '@tanstack/react-query';
import type { Recording } from './answers.js';
import type { Word } from './newest.js';
import { ShownItems } from './shown-items.js';

export const shownRecordings = new ShownItems<Recording>('recording', 'recordings');
/** What is known of recordings, for every place that shows them. */
export const { known } = shownRecordings;

export const recordingKey = (id: string): readonly [string, string] => shownRecordings.keyOf(id);

/** Puts a recording, by an answer or by push, to every place that shows it. */
export function showRecording(client: QueryClient, given: Recording, word: Word): void {
  shownRecordings.show(client, given, word);
}
