import type { JsonObject } from '@throughline/contracts';
import type { DeliveredObject, DeliveryRequest, KeyedDestination, KeyedHooks, DeliveryNote } from '../kit/destination.js';
import { ItemFolders } from '../kit/item-folders.js';
import { misconfiguredError } from '../kit/output-settings.js';
import { WRITE_CONFIRMED, type Probe } from '../kit/probe.js';
import { DeliveredFolders } from './delivered-folders.js';
import { findInnermostFolder, probeServer } from './probe-server.js';
import { parseNote, type RemoteNote } from './delivery-note.js';
import { RemoteDelivery } from './remote-delivery.js';
import type { RemoteEntry, RemoteOutput, RemotePath } from './remote-output.js';

/**
 * A folder on a server, class *keyed*. Each item has a subfolder; documents are filed in further folders. Files are
 * gathered in a staging folder and appear by one rename. All servers implement a rename correctly, while some WebDAV servers
 * ignore `If-None-Match`.
 */
export class RemoteDestination implements KeyedDestination {
  readonly class = 'keyed';
  readonly describedByFile = true;
  readonly place: string;
  readonly #folders: DeliveredFolders;

  constructor(private readonly at: RemoteOutput) {
    this.place = at.place;
    this.#folders = new DeliveredFolders(at);
  }

  async check(signal?: AbortSignal): Promise<void> {
    const { client, root, below } = this.at;
    const found = await client.look(root, signal);
    if (found === undefined) {
      if (below.length === 0 || (await client.look(client.base, signal)) === undefined)
        throw misconfiguredError(`${client.terms.where} has no such folder: ${client.remedy}`);
      await this.#makeRoot(signal);
    } else this.#requireFolder(found);
  }

  probes(): readonly Probe[] {
    const look = async (signal: AbortSignal): Promise<void> => {
      await findInnermostFolder(this.at, signal);
    };
    return [
      { name: 'connection', confirms: `The server answers, and accepts ${this.at.client.terms.credentials}.`, run: look },
      { name: 'write', confirms: WRITE_CONFIRMED, run: (signal) => probeServer(this.at, signal) },
    ];
  }

  async reconcile(request: DeliveryRequest, signal?: AbortSignal, noted?: DeliveryNote): Promise<DeliveredObject | undefined> {
    const names = await this.#folders.names(signal);
    const places = new ItemFolders(request, this.place, noted).all;
    const there = await this.#folders.find(request, { names, places }, signal);
    const [first] = there;
    // A second folder with other content is left over from a replacement. With the same content it is one folder under two
    // names.
    if (first === undefined || there.some(({ manifest }) => manifest.key !== request.key)) return undefined;
    const delivered = await this.#delivered(first.path, request, signal);
    if (delivered.holds?.length !== request.files.length) return undefined;
    await this.#folders.sweepAside(request, names, signal);
    return { ...delivered, reconciled: true };
  }

  async deliver(request: DeliveryRequest, hooks: KeyedHooks): Promise<DeliveredObject> {
    await this.#makeRoot(hooks.signal);
    const abandon = (noted: RemoteNote): Promise<void> => this.#abandon(noted, hooks.signal);
    const { at, place } = this;
    const delivery = new RemoteDelivery({ at, place, folders: this.#folders, abandon }, request, hooks);
    const { path, reconciled } = await delivery.run();
    return { ...(await this.#delivered(path, request, hooks.signal)), reconciled };
  }

  async abandon(data: JsonObject, signal?: AbortSignal): Promise<void> {
    const noted = parseNote(data);
    if (noted !== undefined) await this.#abandon(noted, signal);
  }

  /** If the output leads to another location now, these names mean nothing or belong to somebody else. */
  async #abandon({ at, staging, uploads }: RemoteNote, signal?: AbortSignal): Promise<void> {
    if (at !== this.place) return;
    const { client, root } = this.at;
    await this.at.endSessions?.(Object.values(uploads), signal);
    await client.remove([...root, staging], signal);
  }

  #requireFolder({ isFolder }: RemoteEntry): void {
    if (isFolder) return;
    throw misconfiguredError(`${this.at.client.terms.where} has a file or a link where the folder of this output must be`);
  }

  /** Creates the folders one by one: servers require an existing parent. */
  async #makeRoot(signal?: AbortSignal): Promise<void> {
    const { client, below, root } = this.at;
    const found = below.length === 0 ? undefined : await client.look(root, signal);
    if (found !== undefined) this.#requireFolder(found);
    if (below.length === 0 || found !== undefined) return;
    for (let depth = 1; depth <= below.length; depth += 1) {
      const path = [...client.base, ...below.slice(0, depth)];
      const made = await client.makeFolder(path, signal);
      if (made === 'no-parent') throw misconfiguredError(`${client.terms.where} has no such folder: ${client.remedy}`);
      const there = made === 'there' ? await client.look(path, signal) : undefined;
      if (there !== undefined) this.#requireFolder(there);
    }
  }

  async #delivered(path: RemotePath, request: DeliveryRequest, signal?: AbortSignal): Promise<DeliveredObject> {
    const holds = await this.#folders.listHeld(request, path, signal);
    return { externalId: request.key, url: this.at.urlOf(path), reconciled: false, holds };
  }
}
