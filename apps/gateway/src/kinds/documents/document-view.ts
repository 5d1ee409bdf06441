import { renderDocumentFields, isPresent, type Asset, type DocumentFields, type PersonalData } from '@throughline/domain';
import type { LoadedAsset } from '@throughline/engine';
import { pickDescribed } from '../../kit/http/fields.js';
import type { Model } from '../../kit/http/schemas.js';
import type { LiveProgress } from '../../workers/index.js';
import type { ItemSnapshot, RecordingItem, ItemView } from '../../items/index.js';
import { DocumentMetadataAnswer, DocumentRecordAnswer, DocumentStorageAnswer, DocumentTextAnswer } from './document-facts.js';

type RecordingOnlyFields =
  | 'processing_stages'
  | 'is_mapped'
  | 'ready_to_upload'
  | 'is_runtime'
  | 'origin'
  | 'thumbnail'
  | 'no_transcript';

export type DocumentItem = Omit<RecordingItem, RecordingOnlyFields | keyof DocumentFields> & DocumentFields;

type Facts = DocumentFields['record'];

/** The details of a step contain all of its results. */
const describedFacts = (model: Model, facts: Facts): Facts => (facts === null ? null : pickDescribed(model, facts));

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
    thumbnail: _thumbnail,
    no_transcript: _noTranscript,
    ...shared
  } = item;
  const fields = renderDocumentFields(asset, beside);
  return {
    ...shared,
    ...fields,
    record: describedFacts(DocumentRecordAnswer, fields.record),
    text: describedFacts(DocumentTextAnswer, fields.text),
    metadata: describedFacts(DocumentMetadataAnswer, fields.metadata),
    storage: describedFacts(DocumentStorageAnswer, fields.storage),
  };
}

/** Renders documents, with the step names of DOC-03. */
export class DocumentView {
  readonly #rendered = new WeakMap<RecordingItem, DocumentItem>();

  constructor(
    private readonly items: ItemView,
    private readonly live: LiveProgress,
  ) {}

  prepare(documents: readonly ItemSnapshot[]): Promise<void> {
    return this.items.prepare(documents);
  }

  /** Returns the same object until something that it shows changes. */
  render(shown: ItemSnapshot): DocumentItem {
    const { asset, personal } = shown;
    const item = this.items.render(shown);
    const known = this.#rendered.get(item);
    if (known !== undefined) return known;
    const document = documentItem(item, asset, { personal, live: this.live.of(asset) });
    this.#rendered.set(item, document);
    return document;
  }

  async renderLoaded(id: string, loaded: LoadedAsset): Promise<DocumentItem> {
    const { state, personal } = loaded;
    if (!isPresent(state)) throw new Error(`Document ${id} was changed and is absent`);
    return documentItem(await this.items.renderLoaded(id, loaded), state, { personal, live: this.live.of(state) });
  }

  marksOf(shown: ItemSnapshot): Promise<readonly string[]> {
    return this.items.marksOf(shown);
  }

  tagOf(shown: ItemSnapshot, item: DocumentItem, marks: readonly string[]): string {
    return this.items.tagOf(shown, item, marks);
  }
}
