import { renderDocumentFields, isPresent, type Asset, type DocumentFields, type PersonalData } from '@throughline/domain';
import type { LoadedAsset } from '@throughline/engine';
import type { LiveProgress } from '../live/live-progress.js';
import type { ItemSnapshot } from '../items/read/item-loader.js';
import type { RecordingItem, ItemView } from '../items/read/item-view.js';

/** Fields that only recordings have. */
type RecordingOnlyFields = 'processing_stages' | 'is_mapped' | 'ready_to_upload' | 'is_runtime' | 'origin';

export type DocumentItem = Omit<RecordingItem, RecordingOnlyFields | keyof DocumentFields> & DocumentFields;

export function documentItem<Item extends RecordingItem>(
  item: Item,
  asset: Asset,
  beside: { readonly personal: PersonalData; readonly live?: ReturnType<LiveProgress['of']> },
): Omit<Item, RecordingOnlyFields | keyof DocumentFields> & DocumentFields {
  const {
    processing_stages: _stages,
    is_mapped: _isMapped,
    ready_to_upload: _readyToUpload,
    is_runtime: _isRuntime,
    origin: _origin,
    ...shared
  } = item;
  return { ...shared, ...renderDocumentFields(asset, beside) };
}

/** Renders documents, with the step names of DOC-03. */
export class DocumentView {
  constructor(
    private readonly items: ItemView,
    private readonly live: LiveProgress,
  ) {}

  prepare(documents: readonly ItemSnapshot[]): Promise<void> {
    return this.items.prepare(documents);
  }

  render(shown: ItemSnapshot): DocumentItem {
    const { asset, personal } = shown;
    return documentItem(this.items.render(shown), asset, { personal, live: this.live.of(asset) });
  }

  async renderLoaded(id: string, loaded: LoadedAsset): Promise<DocumentItem> {
    const { state, personal } = loaded;
    if (!isPresent(state)) throw new Error(`Document ${id} was changed and is absent`);
    return documentItem(await this.items.renderLoaded(id, loaded), state, { personal, live: this.live.of(state) });
  }

  isMoving(shown: ItemSnapshot): boolean {
    return this.items.isMoving(shown);
  }
}
