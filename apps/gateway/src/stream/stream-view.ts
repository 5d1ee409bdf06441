import type { ShownRecording } from '../recordings/queries/recording-loader.js';
import type { RecordingItem } from '../recordings/recording-view.js';
import type { MovingItem } from './live-fields.js';

/** An item in the words of its kind, as far as streams look at it. */
export type StreamedItem = MovingItem & Pick<RecordingItem, 'run' | 'stalled'>;

/** Makes the items that a stream tells of: the same that a GET tells. */
export interface StreamView {
  prepare(items: readonly ShownRecording[]): Promise<void>;
  render(shown: ShownRecording): StreamedItem;
}
