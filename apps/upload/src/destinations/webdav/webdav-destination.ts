import type { JsonObject } from '@throughline/contracts';
import type { Delivered, DeliveryRequest, KeyedDestination, KeyedHooks, Noted } from '../destination.js';
import { FiledPlaces } from '../filed.js';
import { misconfigured } from '../output-settings.js';
import { DeliveredFolders } from './delivered-folders.js';
import { readNoted, type Noted as NotedUploads } from './noted.js';
import type { WebdavPlace } from './place.js';
import type { RemotePath } from './remote-path.js';
import { WebdavDelivery } from './webdav-delivery.js';

/**
 * A folder of a WebDAV server, class *keyed*: one folder below it for each item, of a document in the folders that it was filed in. The files are
 * gathered in a folder beside those, and appear by one MOVE. Rename is what all servers do as they should: `If-None-Match` is passed over by some.
 */
export class WebdavDestination implements KeyedDestination {
  readonly class = 'keyed';
  readonly describedByFile = true;
  readonly place: string;
  readonly #folders: DeliveredFolders;

  constructor(private readonly at: WebdavPlace) {
    this.place = at.client.urlOf(at.root);
    this.#folders = new DeliveredFolders(at);
  }

  async check(signal?: AbortSignal): Promise<void> {
    const { client, root, below } = this.at;
    const found = await client.look(root, signal);
    if (found === undefined) {
      if (below.length === 0 || (await client.look(client.base, signal)) === undefined)
        throw misconfigured(`${client.words.where} has no such folder: correct the address of the connection`);
      await this.#makeRoot(signal);
    } else if (!found.isFolder) throw misconfigured(`${client.words.where} has a file where the folder of this output is to be`);
  }

  async reconcile(request: DeliveryRequest, signal?: AbortSignal, noted?: Noted): Promise<Delivered | undefined> {
    const names = await this.#folders.names(signal);
    const places = new FiledPlaces(request, this.place, noted).all;
    const there = await this.#folders.find(request, { names, places }, signal);
    const [first] = there;
    // Another beside it is one that it was to replace; the same twice is one folder by two names.
    if (first === undefined || there.some(({ manifest }) => manifest.key !== request.key)) return undefined;
    const delivered = await this.#delivered(first.path, request, signal);
    if (delivered.holds?.length !== request.files.length) return undefined;
    await this.#folders.sweepAside(request, names, signal);
    return { ...delivered, reconciled: true };
  }

  async deliver(request: DeliveryRequest, hooks: KeyedHooks): Promise<Delivered> {
    await this.#makeRoot(hooks.signal);
    const abandon = (noted: NotedUploads): Promise<void> => this.#abandon(noted, hooks.signal);
    const { at, place } = this;
    const delivery = new WebdavDelivery({ at, place, folders: this.#folders, abandon }, request, hooks);
    const { path, reconciled } = await delivery.run();
    return { ...(await this.#delivered(path, request, hooks.signal)), reconciled };
  }

  async abandon(data: JsonObject, signal?: AbortSignal): Promise<void> {
    const noted = readNoted(data);
    if (noted !== undefined) await this.#abandon(noted, signal);
  }

  /** Where the output leads elsewhere now, those names mean nothing, or a folder of somebody else. */
  async #abandon({ at, staging, uploads }: NotedUploads, signal?: AbortSignal): Promise<void> {
    if (at !== this.place) return;
    const { client, root, nextcloud } = this.at;
    if (nextcloud !== undefined) for (const id of Object.values(uploads)) await client.remove([...nextcloud.uploads, id], signal);
    await client.remove([...root, staging], signal);
  }

  /** Folder by folder: a server makes none whose parent is not there. */
  async #makeRoot(signal?: AbortSignal): Promise<void> {
    const { client, below, root } = this.at;
    if (below.length === 0 || (await client.look(root, signal)) !== undefined) return;
    for (let depth = 1; depth <= below.length; depth += 1) {
      const made = await client.makeFolder([...client.base, ...below.slice(0, depth)], signal);
      if (made === 'no-parent')
        throw misconfigured(`${client.words.where} has no such folder: correct the address of the connection`);
    }
  }

  async #delivered(path: RemotePath, request: DeliveryRequest, signal?: AbortSignal): Promise<Delivered> {
    const holds = await this.#folders.held(request, path, signal);
    return { externalId: request.key, url: this.#urlOf(path), reconciled: false, holds };
  }

  /** Where people find it: a Nextcloud shows what its WebDAV would only download. */
  #urlOf(path: RemotePath): string {
    const { client, nextcloud } = this.at;
    if (nextcloud === undefined) return client.urlOf(path);
    const home = nextcloud.uploads.length;
    return `${client.urlOf([...nextcloud.front, 'index.php', 'apps', 'files'])}/?dir=${encodeURIComponent(`/${path.slice(home).join('/')}`)}`;
  }
}
