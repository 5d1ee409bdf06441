import { WaitingError } from '@throughline/contracts';
import { sumFileSizes, type DeliveryFile, type DeliveryRequest, type KeyedHooks } from '../kit/destination.js';
import { ItemFolders, toItemFolderName } from '../kit/item-folders.js';
import { MANIFEST, createManifest } from '../kit/manifest.js';
import { publishFolder, type PublishedFolder } from './publish-folder.js';
import {
  isPartOf,
  outputChangedError,
  toPartName,
  toStagingName,
  findAtPath,
  type DeliveredFolder,
  type DeliveredFolders,
} from './delivered-folders.js';
import { toNote, parseNote, type RemoteNote, type VisibleFolder } from './delivery-note.js';
import { moveComplete, stagingLostError } from './complete-file.js';
import type { RemoteEntry, RemoteOutput, RemotePath } from './remote-output.js';

export interface RemoteDeliveryParts {
  readonly at: RemoteOutput;
  readonly place: string;
  readonly folders: DeliveredFolders;
  readonly abandon: (noted: RemoteNote) => Promise<void>;
}

/**
 * One attempt to deliver to a folder on a server. The staging folder is on record before its first byte and is the same for every
 * attempt at the same content: complete files are not sent again.
 */
export class RemoteDelivery {
  #noted: RemoteNote;
  #onRecord = '';
  readonly #staging: RemotePath;
  #sent = 0;

  constructor(
    private readonly to: RemoteDeliveryParts,
    private readonly request: DeliveryRequest,
    private readonly hooks: KeyedHooks,
  ) {
    const staging = toStagingName(request);
    this.#noted = { at: to.place, staging, uploads: {} };
    this.#staging = [...to.at.root, staging];
  }

  async run(): Promise<PublishedFolder> {
    const { request, hooks } = this;
    const { folders, place } = this.to;
    const { signal, confirm } = hooks;
    // The process may have been suspended: it must not delete the files of the next attempt.
    await confirm();
    await this.#takeUp();
    const places = new ItemFolders(request, place, hooks.noted);
    const names = await folders.names(signal);
    const there = await folders.find(request, { names, places: places.all }, signal);
    await folders.sweep(request, names, signal);
    const target = this.#targetOf(places, there);
    const showing = await this.#showing(target, there);
    await this.#note({ filed: places.filed, ...(showing === undefined ? {} : { showing }) });
    await this.#gather();
    await confirm();
    await folders.makeLevels(places.own, signal);
    const appeared = await publishFolder({
      ...this.to,
      request,
      signal,
      confirm,
      staging: this.#staging,
      there,
      target,
      showing,
    });
    await folders.sweepAside(request, await folders.names(signal), signal);
    return appeared;
  }

  /** Continues an earlier attempt at this content, and cleans up after any other. */
  async #takeUp(): Promise<void> {
    const { noted } = this.hooks;
    const earlier = noted === undefined ? undefined : parseNote(noted.data);
    if (earlier === undefined) return;
    this.#onRecord = JSON.stringify(toNote(earlier));
    if (noted?.key === this.request.key && earlier.at === this.to.place) {
      this.#noted = earlier;
      return;
    }
    await this.to.abandon(earlier);
    // The earlier attempt may have left an incomplete visible folder.
    if (earlier.at === this.to.place && earlier.showing !== undefined) this.#noted = { ...this.#noted, showing: earlier.showing };
  }

  /** A recording keeps its folder after a change of title. A document moves to its new folder. */
  #targetOf(places: ItemFolders, there: readonly DeliveredFolder[]): RemotePath {
    const same = there.find(({ manifest }) => manifest.key === this.request.key);
    const before = same ?? (this.request.filedIn === undefined ? there[0] : undefined);
    return before?.path ?? [...this.to.at.root, ...places.own, toItemFolderName(this.request)];
  }

  /** Returns the record of the visible folder, or `undefined` if the folder belongs to somebody else. */
  async #showing(target: RemotePath, there: readonly DeliveredFolder[]): Promise<VisibleFolder | undefined> {
    const { client, root } = this.to.at;
    const as = target.slice(root.length).join('/');
    const earlier = this.#noted.showing?.as === as ? this.#noted.showing.names : undefined;
    const before = findAtPath(target, there)?.manifest.files;
    const isFree = earlier !== undefined || before !== undefined || (await client.look(target, this.hooks.signal)) === undefined;
    const names = [...(earlier ?? []), ...[...(before ?? []), ...this.request.files].map(({ name }) => name)];
    return isFree ? { as, names: [...new Set(names)] } : undefined;
  }

  async #note(more: Pick<RemoteNote, 'filed' | 'showing'> | Pick<RemoteNote, 'uploads'>): Promise<void> {
    this.#noted = { ...this.#noted, ...more };
    const note = toNote(this.#noted);
    if (JSON.stringify(note) === this.#onRecord) return;
    await this.hooks.note(note);
    this.#onRecord = JSON.stringify(note);
  }

  async #gather(): Promise<void> {
    const { client, resumesParts = false } = this.to.at;
    const { signal } = this.hooks;
    await client.makeFolder(this.#staging, signal);
    const there = (await client.list(this.#staging, signal)) ?? new Map<string, RemoteEntry>();
    if (!resumesParts) await this.to.folders.sweepParts(this.#staging, there.keys(), signal);
    const missing = this.request.files.filter(({ name, size }) => there.get(name)?.size !== size);
    await this.#requireRoom(sumFileSizes({ files: missing }));
    this.#report(sumFileSizes(this.request) - sumFileSizes({ files: missing }));
    for (const file of missing) await this.#send(file, resumesParts ? [...there.keys()] : []);
    if (resumesParts) await this.to.folders.sweepParts(this.#staging, there.keys(), signal);
    await this.#writeManifest();
    const stored = await this.to.folders.listHeld(this.request, this.#staging, signal);
    if (stored.length !== this.request.files.length)
      throw outputChangedError(`${client.terms.where} has fewer bytes than were sent; the file is sent again`);
  }

  /** Fails before any bytes are sent, if the server reports too little free space. */
  async #requireRoom(bytes: number): Promise<void> {
    const { client, root } = this.to.at;
    const free = await client.free(root, this.hooks.signal);
    if (free === undefined || free >= bytes) return;
    throw new WaitingError(
      'disk-full',
      `${client.terms.where} has ${String(free)} bytes free of the ${String(bytes)} that are needed: free some space, and the delivery continues automatically`,
    );
  }

  #send(file: DeliveryFile, names: readonly string[]): Promise<void> {
    const { request } = this;
    return this.to.at.send({
      file,
      to: [...this.#staging, file.name],
      part: [...this.#staging, toPartName(file.name, request)],
      earlier: names.filter((name) => isPartOf(name, file.name, request)).map((name) => [...this.#staging, name]),
      session: this.#noted.uploads[file.name],
      recordSession: (id) => this.#note({ uploads: { ...this.#noted.uploads, [file.name]: id } }),
      signal: this.hooks.signal,
      onBytes: (bytes) => {
        this.#report(bytes);
      },
    });
  }

  /** Writes the manifest under a temporary name, so that it is complete whenever it is there. */
  async #writeManifest(): Promise<void> {
    const { client } = this.to.at;
    const { signal } = this.hooks;
    const part = [...this.#staging, toPartName(MANIFEST, this.request)];
    if (!(await client.write(part, Buffer.from(JSON.stringify(createManifest(this.request))), signal))) throw stagingLostError();
    await moveComplete(client, { part, to: [...this.#staging, MANIFEST], signal });
  }

  #report(bytes: number): void {
    if (bytes === 0) return;
    this.#sent += bytes;
    this.hooks.onProgress(this.#sent);
  }
}
