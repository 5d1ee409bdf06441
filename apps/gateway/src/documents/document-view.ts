import { documentFields, isPresent, type Asset, type DocumentFields, type Personal } from '@throughline/domain';
import type { LoadedAsset } from '@throughline/engine';
import type { LiveProgress } from '../recordings/live-progress.js';
import type { ShownRecording } from '../recordings/queries/recording-loader.js';
import type { RecordingItem, RecordingView } from '../recordings/recording-view.js';

/** What is said of recordings alone. */
type OfRecordings = 'processing_stages' | 'is_mapped' | 'ready_to_upload' | 'is_runtime' | 'origin';

/** Everything that every item has, in the words of documents. */
export type DocumentItem = Omit<RecordingItem, OfRecordings | keyof DocumentFields> & DocumentFields;

/** The item of a document, from that of any item. */
export function documentItem<Item extends RecordingItem>(
  item: Item,
  asset: Asset,
  beside: { readonly personal: Personal; readonly live?: ReturnType<LiveProgress['of']> },
): Omit<Item, OfRecordings | keyof DocumentFields> & DocumentFields {
  const {
    processing_stages: _stages,
    is_mapped: _isMapped,
    ready_to_upload: _readyToUpload,
    is_runtime: _isRuntime,
    origin: _origin,
    ...shared
  } = item;
  return { ...shared, ...documentFields(asset, beside) };
}

/** Shows documents as recordings are shown, and their steps in the words of DOC-03. */
export class DocumentView {
  constructor(
    private readonly items: RecordingView,
    private readonly live: LiveProgress,
  ) {}

  prepare(documents: readonly ShownRecording[]): Promise<void> {
    return this.items.prepare(documents);
  }

  render(shown: ShownRecording): DocumentItem {
    const { asset, personal } = shown;
    return documentItem(this.items.render(shown), asset, { personal, live: this.live.of(asset) });
  }

  async renderLoaded(id: string, loaded: LoadedAsset): Promise<DocumentItem> {
    const { state, personal } = loaded;
    if (!isPresent(state)) throw new Error(`Document ${id} was changed and is absent`);
    return documentItem(await this.items.renderLoaded(id, loaded), state, { personal, live: this.live.of(state) });
  }

  isMoving(shown: ShownRecording): boolean {
    return this.items.isMoving(shown);
  }
}
