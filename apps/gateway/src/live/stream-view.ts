import type { ItemSnapshot } from '../items/read/item-loader.js';
import type { RecordingItem } from '../items/read/item-view.js';
import type { ItemWithParts } from './live-fields.js';

export type StreamItem = ItemWithParts & Pick<RecordingItem, 'run' | 'stalled'>;

/** Renderer of a stream's items, equal to those of a GET. */
export interface StreamView {
  prepare(items: readonly ItemSnapshot[]): Promise<void>;
  render(shown: ItemSnapshot): StreamItem;
}
