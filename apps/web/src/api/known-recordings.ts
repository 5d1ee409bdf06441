import type { QueryClient } from '@tanstack/react-query';
import type { Recording } from './answers.js';

/** Kept at most, so that a page that stays open for weeks does not grow. */
const MOST = 5_000;

/**
 * The newest that is known of each recording, whichever way it came: a page of the list that was asked for before a change may
 * arrive after it, and nothing may go back.
 */
export class KnownRecordings {
  readonly #newest = new Map<string, Recording>();

  /** What is to be shown of it: the given, or what is known to be newer. */
  newest(given: Recording): Recording {
    const known = this.#newest.get(given.id);
    const newest = known !== undefined && isOlder(given, known) ? known : given;
    this.#newest.delete(given.id);
    this.#newest.set(given.id, newest);
    if (this.#newest.size > MOST) this.forgetOldest();
    return newest;
  }

  find(id: string): Recording | undefined {
    return this.#newest.get(id);
  }

  private forgetOldest(): void {
    const [first] = this.#newest.keys();
    if (first !== undefined) this.#newest.delete(first);
  }
}

/** `revision` is opaque, so the order is told by the time of the last change. */
const isOlder = (given: Recording, known: Recording): boolean =>
  given.revision !== known.revision && given.updated_at < known.updated_at;

export const recordingKey = (id: string): readonly ['recording', string] => ['recording', id];

/** Puts a recording, by an answer or by push, to every place that shows it. */
export function showRecording(client: QueryClient, known: KnownRecordings, given: Recording): void {
  const recording = known.newest(given);
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
