import { LRUCache } from 'lru-cache';
import type { ShownRecording } from '../recordings/queries/recording-loader.js';
import { liveFieldsOf, movedFields, type MovedFields } from './live-fields.js';
import type { StreamedItem, StreamView } from './stream-view.js';

interface Watched {
  readonly shown: ShownRecording;
  readonly told: MovedFields;
}

/** Items with a run that goes on, of those who follow: more are not watched, and are told of by their changes alone. */
const MOST_WATCHED = 2_000;

const isGoingOn = ({ run, stalled }: StreamedItem): boolean => run?.active === true || stalled !== false;

/** What was told last of each item that is at work, so that what moves without a commit can be told by itself. */
export class LiveItems {
  readonly #watched = new LRUCache<string, Watched>({ max: MOST_WATCHED });

  constructor(private readonly view: Pick<StreamView, 'render'>) {}

  /** The item has been told as a whole. */
  remember(shown: ShownRecording, item: StreamedItem): void {
    if (isGoingOn(item)) this.#watched.set(shown.id, { shown, told: liveFieldsOf(item) });
    else this.#watched.delete(shown.id);
  }

  isWatched(id: string): boolean {
    return this.#watched.has(id);
  }

  get ids(): readonly string[] {
    return [...this.#watched.keys()];
  }

  clear(): void {
    this.#watched.clear();
  }

  /** Leaves out those of whom nobody is told any more. */
  keep(isFollowed: (shown: ShownRecording) => boolean): void {
    for (const [id, { shown }] of this.#watched.entries()) if (!isFollowed(shown)) this.#watched.delete(id);
  }

  /** What has moved since it was told; undefined where nothing has, or the item is not watched. */
  moved(id: string): { readonly shown: ShownRecording; readonly fields: MovedFields } | undefined {
    const watched = this.#watched.get(id);
    if (watched === undefined) return undefined;
    const { shown } = watched;
    const now = liveFieldsOf(this.view.render(shown));
    const fields = movedFields(watched.told, now);
    if (fields === undefined) return undefined;
    this.#watched.set(id, { shown, told: now });
    return { shown, fields };
  }
}
