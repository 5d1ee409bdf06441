import { WaitingError } from '@throughline/contracts';
import { bodyOf } from '@throughline/outgoing';
import { SourceBytes } from '../../delivery/source-bytes.js';
import { sizeOf, type DeliveryFile, type DeliveryRequest, type KeyedHooks } from '../destination.js';
import { FiledPlaces, itemName } from '../filed.js';
import { MANIFEST, manifestOf } from '../manifest.js';
import { appear, type Appeared } from './appear.js';
import { ChunkedUpload } from './chunked-upload.js';
import {
  changedMeanwhile,
  partOf,
  stagingOf,
  standingAt,
  type DeliveredFolder,
  type DeliveredFolders,
} from './delivered-folders.js';
import type { Entry } from './multistatus.js';
import { noteOf, readNoted, type Noted, type Showing } from './noted.js';
import type { WebdavPlace } from './place.js';
import type { RemotePath } from './remote-path.js';
import { bodyFrom, requireSameHash } from './sending.js';

export interface WebdavDeliveryParts {
  readonly at: WebdavPlace;
  readonly place: string;
  readonly folders: DeliveredFolders;
  /** Takes away what an attempt has noted. */
  readonly abandon: (noted: Noted) => Promise<void>;
}

/**
 * One attempt to deliver to a WebDAV server. The folder in which files are gathered is on record before its first byte, and is the same for
 * every attempt at the same content: files that are whole are not sent again.
 */
export class WebdavDelivery {
  #noted: Noted;
  /** What was written down last, by whatever attempt. */
  #onRecord = '';
  readonly #staging: RemotePath;
  #sent = 0;

  constructor(
    private readonly to: WebdavDeliveryParts,
    private readonly request: DeliveryRequest,
    private readonly hooks: KeyedHooks,
  ) {
    const staging = stagingOf(request);
    this.#noted = { at: to.place, staging, uploads: {} };
    this.#staging = [...to.at.root, staging];
  }

  async run(): Promise<Appeared> {
    const { request, hooks } = this;
    const { folders, place } = this.to;
    const { signal, confirm } = hooks;
    // A sleeper that wakes here must not sweep away what its successor gathers.
    await confirm();
    await this.#takeUp();
    const places = new FiledPlaces(request, place, hooks.noted);
    const names = await folders.names(signal);
    const there = await folders.find(request, { names, places: places.all }, signal);
    await folders.sweep(request, names, signal);
    const target = this.#targetOf(places, there);
    const showing = await this.#showing(target, there);
    await this.#note({ filed: places.filed, ...(showing === undefined ? {} : { showing }) });
    await this.#gather();
    await confirm();
    await folders.makeLevels(places.own, signal);
    const appeared = await appear({ ...this.to, request, signal, confirm, staging: this.#staging, there, target, showing });
    await folders.sweepAside(request, await folders.names(signal), signal);
    return appeared;
  }

  /** Of this very content it is gone on with; of any other it is taken away. */
  async #takeUp(): Promise<void> {
    const { noted } = this.hooks;
    const earlier = noted === undefined ? undefined : readNoted(noted.data);
    if (earlier === undefined) return;
    this.#onRecord = JSON.stringify(noteOf(earlier));
    if (noted?.key === this.request.key && earlier.at === this.to.place) {
      this.#noted = earlier;
      return;
    }
    await this.to.abandon(earlier);
    // What it was about to show may stand there in part.
    if (earlier.at === this.to.place && earlier.showing !== undefined) this.#noted = { ...this.#noted, showing: earlier.showing };
  }

  /** A recording stays in the folder that it has, whatever its title is today; a document goes where it was filed. */
  #targetOf(places: FiledPlaces, there: readonly DeliveredFolder[]): RemotePath {
    const same = there.find(({ manifest }) => manifest.key === this.request.key);
    const before = same ?? (this.request.filedIn === undefined ? there[0] : undefined);
    return before?.path ?? [...this.to.at.root, ...places.own, itemName(this.request)];
  }

  /** Undefined where something stands there that is none of ours. */
  async #showing(target: RemotePath, there: readonly DeliveredFolder[]): Promise<Showing | undefined> {
    const { client, root } = this.to.at;
    const as = target.slice(root.length).join('/');
    const earlier = this.#noted.showing?.as === as ? this.#noted.showing.names : undefined;
    const before = standingAt(target, there)?.manifest.files;
    const isFree = earlier !== undefined || before !== undefined || (await client.look(target, this.hooks.signal)) === undefined;
    const names = [...(earlier ?? []), ...[...(before ?? []), ...this.request.files].map(({ name }) => name)];
    return isFree ? { as, names: [...new Set(names)] } : undefined;
  }

  /** What is on record already is not written down again. */
  async #note(more: Pick<Noted, 'filed' | 'showing'> | Pick<Noted, 'uploads'>): Promise<void> {
    this.#noted = { ...this.#noted, ...more };
    const note = noteOf(this.#noted);
    if (JSON.stringify(note) === this.#onRecord) return;
    await this.hooks.note(note);
    this.#onRecord = JSON.stringify(note);
  }

  async #gather(): Promise<void> {
    const { client } = this.to.at;
    const { signal } = this.hooks;
    await client.makeFolder(this.#staging, signal);
    const there = (await client.list(this.#staging, signal)) ?? new Map<string, Entry>();
    await this.to.folders.sweepParts(this.#staging, there.keys(), signal);
    const missing = this.request.files.filter(({ name, size }) => there.get(name)?.size !== size);
    await this.#requireRoom(sizeOf({ files: missing }));
    this.#report(sizeOf(this.request) - sizeOf({ files: missing }));
    for (const file of missing) await this.#send(file);
    const manifest = bodyOf(Buffer.from(JSON.stringify(manifestOf(this.request))));
    await this.#put(MANIFEST, { body: manifest, headers: { 'content-type': 'application/json' } });
    const held = await this.to.folders.held(this.request, this.#staging, signal);
    if (held.length !== this.request.files.length)
      throw changedMeanwhile(`${client.words.where} holds less than it was sent; it is sent again`);
  }

  /** Said before the bytes are on their way, where the server knows it. */
  async #requireRoom(bytes: number): Promise<void> {
    const { client, root } = this.to.at;
    const free = (await client.look(root, this.hooks.signal))?.free;
    if (free === undefined || free >= bytes) return;
    throw new WaitingError(
      'disk-full',
      `${client.words.where} has ${String(free)} bytes free of the ${String(bytes)} that are needed: free some, the delivery goes on by itself`,
    );
  }

  async #send(file: DeliveryFile): Promise<void> {
    const { nextcloud } = this.to.at;
    if (nextcloud !== undefined && file.size >= nextcloud.chunking.from) return this.#sendChunks(file);
    const { signal } = this.hooks;
    const source = new SourceBytes([file], signal);
    try {
      const body = bodyFrom(source, { from: 0, to: file.size }, (bytes) => {
        this.#report(bytes);
      });
      // A Nextcloud answers with what it has counted.
      const headers = { 'content-type': file.mediaType, 'x-hash': 'sha256' };
      await this.#put(file.name, { body, headers }, async (header) => {
        await source.end();
        requireSameHash(header('x-hash-sha256'), file, this.to.at.client.words);
      });
    } finally {
      await source.close();
    }
  }

  async #sendChunks(file: DeliveryFile): Promise<void> {
    const { at } = this.to;
    if (at.nextcloud === undefined) return;
    const upload = new ChunkedUpload({ client: at.client, nextcloud: at.nextcloud, signal: this.hooks.signal });
    const onBytes = (bytes: number): void => {
      this.#report(bytes);
    };
    const known = this.#noted.uploads[file.name];
    const id = known ?? upload.newId();
    if (known === undefined) await this.#note({ uploads: { ...this.#noted.uploads, [file.name]: id } });
    await upload.send(id, file, { to: [...this.#staging, file.name], onBytes });
  }

  /** Under a name of its own until it is whole and known to be right. */
  async #put(
    name: string,
    putting: Parameters<WebdavPlace['client']['put']>[1],
    verify: (header: (name: string) => string | undefined) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const { client } = this.to.at;
    const { signal } = this.hooks;
    const part = [...this.#staging, partOf(name, this.request)];
    const header = await client.put(part, putting, signal);
    if (header === undefined) throw changedMeanwhile('The folder in which a delivery was gathered has gone; it is sent again');
    await verify(header);
    const moved = await client.move(part, [...this.#staging, name], { signal, overwrite: true });
    if (moved !== 'moved')
      throw changedMeanwhile('A file of a delivery was taken away while it was on its way; it is sent again');
  }

  #report(bytes: number): void {
    if (bytes === 0) return;
    this.#sent += bytes;
    this.hooks.onProgress(this.#sent);
  }
}
