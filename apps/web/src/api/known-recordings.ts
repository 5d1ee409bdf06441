import type { QueryClient } from '@tanstack/react-query';
import type { Recording } from './answers.js';
import { Newest, type Word } from './newest.js';

/** What is known of recordings, for every place that shows them. */
export const known = new Newest<Recording>(({ id }) => id);

export const recordingKey = (id: string): readonly ['recording', string] => ['recording', id];

/** Puts a recording, by an answer or by push, to every place that shows it. */
export function showRecording(client: QueryClient, given: Recording, word: Word): void {
  const recording = known.take(given, word);
  client.setQueryData(recordingKey(recording.id), recording);
  client.setQueriesData<ListData>({ queryKey: ['recordings'] }, (data) => data && withRecording(data, recording));
}

export interface ListData {
  readonly pages: readonly {
    readonly items: readonly Recording[];
    readonly next_cursor: string | null;
    readonly total?: number;
  }[];
  readonly pageParams: readonly unknown[];
}

const withRecording = (data: ListData, recording: Recording): ListData => {
  const has = data.pages.some(({ items }) => items.some(({ id }) => id === recording.id));
  if (!has) return data;
  const replace = (one: Recording): Recording => (one.id === recording.id ? recording : one);
  return { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(replace) })) };
};
