import type { SkipReason } from '@throughline/contracts';
import { Type } from 'typebox';
import { misconfiguredError } from '../../kit/output-settings.js';
import type {
  DeliveredObject,
  DeliveryRequest,
  RemoteFile,
  KeyedDestination,
  KeyedHooks,
  DeliveryNote as OnRecord,
  UnconfirmedDelivery,
} from '../../kit/destination.js';
import type { Probe } from '../../kit/probe.js';
import { findDocument, selectDocuments, readStoredDocument } from './documents.js';
import { resolveLabelFields } from './labels.js';
import { parseNote } from './paperless-note.js';
import { PaperlessDelivery } from './paperless-delivery.js';
import type { PaperlessOutput } from './paperless-output.js';

/**
 * Paperless-ngx, class *keyed* by content, as it identifies documents by checksum. Paperless processes an upload later: its
 * task is on record, and later attempts check it. Newer content of a delivery replaces older, which goes to the trash.
 */
export class PaperlessDestination implements KeyedDestination {
  readonly class = 'keyed';
  readonly place: string;

  constructor(private readonly at: PaperlessOutput) {
    this.place = at.client.url;
  }

  async check(signal?: AbortSignal): Promise<void> {
    const { client } = this.at;
    const query = { page_size: '1', fields: 'id' };
    const found = await client.get('documents/', Type.Object({ results: Type.Array(Type.Unknown()) }), { query, signal });
    if (found === undefined)
      throw misconfiguredError(`${client.terms.where} has no API at this address: correct the address of the connection`);
  }

  /** Uploads nothing: a deleted document would stay in the trash of Paperless. */
  probes(): readonly Probe[] {
    const { labelling } = this.at;
    const { storagePath } = labelling;
    // A test creates no label. Paperless cannot create storage paths for a delivery either.
    const testLabelling = labelling.create
      ? { tags: [], correspondent: undefined, documentType: undefined, storagePath, create: false }
      : labelling;
    const look = async (signal: AbortSignal): Promise<void> => {
      await resolveLabelFields({ ...this.at, labelling: testLabelling }, signal);
    };
    return [
      { name: 'connection', confirms: 'Paperless answers, and accepts the token.', run: (signal) => this.check(signal) },
      { name: 'labels', confirms: 'Paperless has the labels, or may create them. No document was uploaded.', run: look },
    ];
  }

  /** Recordings without a text have nothing to deliver to Paperless. */
  skips({ files }: DeliveryRequest): SkipReason | undefined {
    return selectDocuments(files).length === 0 ? 'not_applicable' : undefined;
  }

  async reconcile(request: DeliveryRequest, signal?: AbortSignal, noted?: OnRecord): Promise<DeliveredObject | undefined> {
    // Unfinished uploads and replacements need a delivery.
    if (noted !== undefined && isUnfinished(noted, request, this.place)) return undefined;
    const ids: number[] = [];
    for (const file of selectDocuments(request.files)) {
      const id = await findDocument(this.at.client, file, signal);
      if (id === undefined) return undefined;
      ids.push(id);
    }
    return this.#delivered(request, ids, true, signal);
  }

  async deliver(request: DeliveryRequest, hooks: KeyedHooks): Promise<DeliveredObject | UnconfirmedDelivery> {
    const ended = await new PaperlessDelivery({ at: this.at, place: this.place }, request, hooks).run();
    return 'kind' in ended ? ended : this.#delivered(request, ended, false, hooks.signal);
  }

  /** Files that Paperless does not take count as held, so that nothing seems to be missing. */
  async #delivered(
    request: DeliveryRequest,
    ids: readonly number[],
    reconciled: boolean,
    signal?: AbortSignal,
  ): Promise<DeliveredObject> {
    const documents = selectDocuments(request.files);
    const holds: RemoteFile[] = request.files
      .filter((file) => !documents.includes(file))
      .map(({ name, size }) => ({ name, size }));
    for (const [index, { name, size }] of documents.entries()) {
      const stored = await readStoredDocument(this.at.client, ids[index] ?? 0, signal);
      if (stored !== undefined) holds.push({ name, size: stored.size ?? size });
    }
    const [first] = ids;
    const url = first === undefined ? '' : `${this.at.client.url}/documents/${String(first)}/details`;
    return { externalId: ids.join(','), url, reconciled, holds };
  }
}

function isUnfinished({ key, data }: OnRecord, request: DeliveryRequest, place: string): boolean {
  const noted = parseNote(data);
  if (noted?.at !== place) return false;
  return (
    key !== request.key ||
    Object.keys(noted.older).length > 0 ||
    Object.values(noted.files).some(({ document }) => document === undefined)
  );
}
