import type { JsonObject } from '@throughline/contracts';
import type { DeliveredObject, DeliveryRequest, KeyedDestination, KeyedHooks, DeliveryNote } from '../destination.js';
import { ItemFolders } from '../item-folders.js';
import { misconfiguredError } from '../output-settings.js';
import { WRITE_CONFIRMED, type Probe } from '../probe.js';
import { DeliveredFolders } from './delivered-folders.js';
import { findInnermostFolder, probeServer } from './probe-server.js';
import { parseNote, type WebdavNote as NotedUploads } from './webdav-note.js';
import type { WebdavOutput } from './webdav-output.js';
import type { RemotePath } from '@throughline/webdav';
import { WebdavDelivery } from './webdav-delivery.js';

/**
 * A folder on a WebDAV server, class *keyed*. Each item has a subfolder; documents are filed in further folders. Files are
 * gathered in a staging folder and appear by one MOVE. All servers implement a rename correctly, while some ignore
 * `If-None-Match`.
 */
export class WebdavDestination implements KeyedDestination {
  readonly class = 'keyed';
  readonly describedByFile = true;
  readonly place: string;
  readonly #folders: DeliveredFolders;

  constructor(private readonly at: WebdavOutput) {
    this.place = at.client.urlOf(at.root);
    this.#folders = new DeliveredFolders(at);
  }

  async check(signal?: AbortSignal): Promise<void> {
    const { client, root, below } = this.at;
    const found = await client.look(root, signal);
    if (found === undefined) {
      if (below.length === 0 || (await client.look(client.base, signal)) === undefined)
        throw misconfiguredError(`${client.terms.where} has no such folder: correct the address of the connection`);
      await this.#makeRoot(signal);
    } else if (!found.isFolder)
      throw misconfiguredError(`${client.terms.where} has a file where the folder of this output must be`);
  }

  probes(): readonly Probe[] {
    const look = async (signal: AbortSignal): Promise<void> => {
      await findInnermostFolder(this.at, signal);
    };
    return [
      { name: 'connection', confirms: 'The server answers, and accepts the user and password of the connection.', run: look },
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
    const abandon = (noted: NotedUploads): Promise<void> => this.#abandon(noted, hooks.signal);
    const { at, place } = this;
    const delivery = new WebdavDelivery({ at, place, folders: this.#folders, abandon }, request, hooks);
    const { path, reconciled } = await delivery.run();
    return { ...(await this.#delivered(path, request, hooks.signal)), reconciled };
  }

  async abandon(data: JsonObject, signal?: AbortSignal): Promise<void> {
    const noted = parseNote(data);
    if (noted !== undefined) await this.#abandon(noted, signal);
  }

  /** If the output leads to another location now, these names mean nothing or belong to somebody else. */
  async #abandon({ at, staging, uploads }: NotedUploads, signal?: AbortSignal): Promise<void> {
    if (at !== this.place) return;
    const { client, root, nextcloud } = this.at;
    if (nextcloud !== undefined) for (const id of Object.values(uploads)) await client.remove([...nextcloud.uploads, id], signal);
    await client.remove([...root, staging], signal);
  }

  /** Creates the folders one by one: WebDAV requires an existing parent. */
  async #makeRoot(signal?: AbortSignal): Promise<void> {
    const { client, below, root } = this.at;
    if (below.length === 0 || (await client.look(root, signal)) !== undefined) return;
    for (let depth = 1; depth <= below.length; depth += 1) {
      const made = await client.makeFolder([...client.base, ...below.slice(0, depth)], signal);
      if (made === 'no-parent')
        throw misconfiguredError(`${client.terms.where} has no such folder: correct the address of the connection`);
    }
  }

  async #delivered(path: RemotePath, request: DeliveryRequest, signal?: AbortSignal): Promise<DeliveredObject> {
    const holds = await this.#folders.held(request, path, signal);
    return { externalId: request.key, url: this.#urlOf(path), reconciled: false, holds };
  }

  /** Returns an address for users: Nextcloud's files page, because its WebDAV address would only download. */
  #urlOf(path: RemotePath): string {
    const { client, nextcloud } = this.at;
    if (nextcloud === undefined) return client.urlOf(path);
    const home = nextcloud.uploads.length;
    return `${client.urlOf([...nextcloud.front, 'index.php', 'apps', 'files'])}/?dir=${encodeURIComponent(`/${path.slice(home).join('/')}`)}`;
  }
}
