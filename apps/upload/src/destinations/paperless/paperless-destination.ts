import type { SkipReason } from '@throughline/contracts';
import { Type } from 'typebox';
import { misconfigured } from '../output-settings.js';
import type {
  Delivered,
  DeliveryRequest,
  HeldFile,
  KeyedDestination,
  KeyedHooks,
  Noted as OnRecord,
  Unconfirmed,
} from '../destination.js';
import { documentOf, documentsOf, heldAs } from './documents.js';
import { readNoted } from './noted.js';
import { PaperlessDelivery } from './paperless-delivery.js';
import type { PaperlessPlace } from './place.js';

/**
 * Paperless-ngx, class *keyed*: by content, as it knows documents by their checksums. A file is handed over, and consumed there some time later:
 * the task is on record, and looked at again by later attempts. Newer content of the same delivery takes the place of older, which goes to the trash.
 */
export class PaperlessDestination implements KeyedDestination {
  readonly class = 'keyed';
  readonly place: string;

  constructor(private readonly at: PaperlessPlace) {
    this.place = at.client.url;
  }

  async check(signal?: AbortSignal): Promise<void> {
    const { client } = this.at;
    const query = { page_size: '1', fields: 'id' };
    const found = await client.get('documents/', Type.Object({ results: Type.Array(Type.Unknown()) }), { query, signal });
    if (found === undefined) throw misconfigured(`${client.words.where} has no API there: correct the address of the connection`);
  }

  /** Recordings that have no text have nothing for it. */
  skips({ files }: DeliveryRequest): SkipReason | undefined {
    return documentsOf(files).length === 0 ? 'not_applicable' : undefined;
  }

  async reconcile(request: DeliveryRequest, signal?: AbortSignal, noted?: OnRecord): Promise<Delivered | undefined> {
    // What is on its way, or still to make way, is seen to by a delivery.
    if (noted !== undefined && isUnfinished(noted, request, this.place)) return undefined;
    const ids: number[] = [];
    for (const file of documentsOf(request.files)) {
      const id = await documentOf(this.at.client, file, signal);
      if (id === undefined) return undefined;
      ids.push(id);
    }
    return this.#delivered(request, ids, true, signal);
  }

  async deliver(request: DeliveryRequest, hooks: KeyedHooks): Promise<Delivered | Unconfirmed> {
    const ended = await new PaperlessDelivery({ at: this.at, place: this.place }, request, hooks).run();
    return 'kind' in ended ? ended : this.#delivered(request, ended, false, hooks.signal);
  }

  /** What it was not sent is no part of what it holds, and nothing is missing of it. */
  async #delivered(
    request: DeliveryRequest,
    ids: readonly number[],
    reconciled: boolean,
    signal?: AbortSignal,
  ): Promise<Delivered> {
    const documents = documentsOf(request.files);
    const holds: HeldFile[] = request.files.filter((file) => !documents.includes(file)).map(({ name, size }) => ({ name, size }));
    for (const [index, { name, size }] of documents.entries()) {
      const held = await heldAs(this.at.client, ids[index] ?? 0, signal);
      if (held !== undefined) holds.push({ name, size: held.size ?? size });
    }
    const [first] = ids;
    const url = first === undefined ? '' : `${this.at.client.url}/documents/${String(first)}/details`;
    return { externalId: ids.join(','), url, reconciled, holds };
  }
}

function isUnfinished({ key, data }: OnRecord, request: DeliveryRequest, place: string): boolean {
  const noted = readNoted(data);
  if (noted?.at !== place) return false;
  return (
    key !== request.key ||
    Object.keys(noted.older).length > 0 ||
    Object.values(noted.files).some(({ document }) => document === undefined)
  );
}
