import { RetryableError } from '@throughline/contracts';
import { troubleOf, type Bucket, type Part, type Place, type Upload } from '@throughline/bucket';
import type { DeliveryFile, DeliveryRequest, KeyedHooks } from '../destination.js';
import { manifestOf } from '../manifest.js';
import { misconfigured } from '../output-settings.js';
import { DELIVERY, keyOf, keysOf, manifestKeyOf, type S3Objects } from './s3-objects.js';
import { noteOf, notedAt } from './noted-uploads.js';
import { sendFile } from './send-file.js';

export interface S3DeliveryParts {
  readonly place: Place;
  /** The same in a text. */
  readonly at: string;
  readonly bucket: Bucket;
  readonly objects: S3Objects;
  /** Ends uploads that an attempt has noted, wherever they are; best effort. */
  readonly abandon: (data: KeyedNote) => Promise<void>;
}
type KeyedNote = NonNullable<KeyedHooks['noted']>['data'];

const LONGEST_KEY = 1_024;

const folderOf = (key: string): string => key.slice(0, key.lastIndexOf('/') + 1);

/**
 * One attempt to deliver to a bucket. Every file that has bytes is uploaded in parts, small ones too: nothing of it is seen, and nothing of the
 * delivery before it is replaced, until all of them are complete and checked and the attempt is known to be still ours.
 */
export class S3Delivery {
  readonly #uploads = new Map<string, Upload>();
  /** Keys of uploads that an earlier attempt has begun. */
  readonly #resumed = new Set<string>();
  /** Keys of objects that go when this delivery is there: of the one before it, and of attempts that came to no end. */
  readonly #outdated = new Set<string>();
  #sent = 0;

  constructor(
    private readonly to: S3DeliveryParts,
    private readonly request: DeliveryRequest,
    private readonly hooks: KeyedHooks,
  ) {}

  async run(): Promise<void> {
    const { request, hooks } = this;
    this.#requireShortKeys();
    await hooks.confirm();
    const before = await this.to.objects.manifest(request, hooks.signal);
    await this.#takeUp();
    this.#replace(before === undefined ? [] : keysOf(before));
    await this.#sweep();
    const missing = await this.#missing();
    await this.#open(missing.filter(({ size }) => size > 0));
    const parts = new Map<DeliveryFile, readonly Part[]>();
    for (const file of missing) if (file.size > 0) parts.set(file, await this.#send(file));
    await hooks.confirm();
    for (const file of missing) await this.#finish(file, parts.get(file));
    const manifest = Buffer.from(JSON.stringify(manifestOf(request)));
    await this.to.bucket.put(manifestKeyOf(request), manifest, { contentType: 'application/json', signal: hooks.signal });
    await this.#removeOutdated();
  }

  /** Uploads that are on record: of this very content they are gone on with, of any other they are ended. */
  async #takeUp(): Promise<void> {
    const { noted } = this.hooks;
    if (noted === undefined) return;
    const there = notedAt(noted.data, this.to.place, this.to.at);
    if (there === undefined || noted.key !== this.request.key) await this.to.abandon(noted.data);
    if (there === undefined) return;
    this.#replace(there.outdated ?? []);
    // Some of another content may have become objects before their attempt died.
    if (noted.key !== this.request.key) this.#replace(there.uploads.map(({ key }) => key));
    else this.#goOnWith(there.uploads);
  }

  #goOnWith(uploads: readonly Upload[]): void {
    for (const upload of uploads) {
      this.#uploads.set(upload.key, upload);
      this.#resumed.add(upload.key);
    }
  }

  #replace(keys: readonly string[]): void {
    const own = new Set(this.request.files.map(({ name }) => keyOf(this.request, name)));
    for (const key of keys) if (!own.has(key)) this.#outdated.add(key);
  }

  /** "The name for a key is a sequence of Unicode characters whose UTF-8 encoding is at most 1,024 bytes long." */
  #requireShortKeys(): void {
    const { prefix } = this.to.place;
    const longest = Math.max(
      ...this.request.files.map(({ name }) => Buffer.byteLength(`${prefix}/${keyOf(this.request, name)}`)),
    );
    if (longest > LONGEST_KEY)
      throw misconfigured(
        `The prefix of the output, the folder and the name of the item make a key of ${String(longest)} bytes, and S3 takes ${String(LONGEST_KEY)}: shorten them`,
      );
  }

  /** Uploads of attempts that died before they could note them. Where they may not be listed, the bucket's own rules clear them away. */
  async #sweep(): Promise<void> {
    const { uploads } = this.to.bucket;
    const ours = new Set([...this.#uploads.values()].map(({ id }) => id));
    try {
      for (const folder of new Set([keyOf(this.request, ''), ...[...this.#outdated].map(folderOf)]))
        for (const upload of await uploads.list(folder, this.hooks.signal))
          if (!ours.has(upload.id)) await uploads.abort(upload, this.hooks.signal);
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble !== 'unsupported' && trouble !== 'not-permitted') throw error;
    }
  }

  async #missing(): Promise<readonly DeliveryFile[]> {
    const missing: DeliveryFile[] = [];
    for (const file of this.request.files) {
      if (await this.to.objects.holds(this.request, file, this.hooks.signal)) this.#report(file.size);
      else missing.push(file);
    }
    return missing;
  }

  /** Each upload is on record before its first byte, and what is to go before anything takes its place. */
  async #open(files: readonly DeliveryFile[]): Promise<void> {
    const opened: Upload[] = [];
    for (const file of files) {
      const key = keyOf(this.request, file.name);
      if (this.#uploads.has(key)) continue;
      const upload = await this.#create(file);
      opened.push(upload);
      this.#uploads.set(key, upload);
    }
    if (opened.length > 0 || this.#outdated.size > 0) await this.#note();
  }

  #create(file: DeliveryFile): Promise<Upload> {
    return this.to.bucket.uploads.create(keyOf(this.request, file.name), {
      contentType: file.mediaType,
      metadata: { [DELIVERY]: this.request.key },
      signal: this.hooks.signal,
    });
  }

  async #note(): Promise<void> {
    const [uploads, outdated] = [[...this.#uploads.values()], [...this.#outdated]];
    await this.hooks.note(noteOf(this.to.place, this.to.at, { uploads, outdated }));
  }

  async #send(file: DeliveryFile): Promise<readonly Part[]> {
    const key = keyOf(this.request, file.name);
    const there = await this.#partsThere(key, file);
    const upload = this.#uploads.get(key);
    if (upload === undefined) throw new RetryableError('session-lost', `The upload of ${file.name} was lost; it is sent again`);
    return sendFile({
      uploads: this.to.bucket.uploads,
      upload,
      file,
      there,
      signal: this.hooks.signal,
      onBytes: (bytes) => {
        this.#report(bytes);
      },
    });
  }

  /** The parts of an upload that is on record; another upload takes its place where it is gone, or cannot be asked. */
  async #partsThere(key: string, file: DeliveryFile): Promise<readonly Part[]> {
    const upload = this.#uploads.get(key);
    if (upload === undefined || !this.#resumed.has(key)) return [];
    try {
      return await this.to.bucket.uploads.parts(upload, this.hooks.signal);
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble !== 'no-upload' && trouble !== 'unsupported') throw error;
      this.#uploads.set(key, await this.#create(file));
      await this.#note();
      return [];
    }
  }

  async #finish(file: DeliveryFile, parts: readonly Part[] | undefined): Promise<void> {
    const { bucket, objects } = this.to;
    const { signal } = this.hooks;
    const key = keyOf(this.request, file.name);
    const upload = this.#uploads.get(key);
    if (parts === undefined || upload === undefined) {
      const metadata = { [DELIVERY]: this.request.key };
      await bucket.put(key, new Uint8Array(), { contentType: file.mediaType, metadata, signal });
      return;
    }
    await bucket.uploads.complete(upload, parts, { signal }).catch(async (error: unknown) => {
      // An answer that was lost: then there is no upload any more, but the object.
      if (troubleOf(error) !== 'no-upload' || !(await objects.holds(this.request, file, signal))) throw error;
    });
  }

  /** Objects of deliveries before, which this one has not. */
  async #removeOutdated(): Promise<void> {
    if (this.#outdated.size === 0) return;
    for (const key of this.#outdated) await this.to.bucket.remove(key, this.hooks.signal);
    this.#outdated.clear();
    await this.#note();
  }

  #report(bytes: number): void {
    this.#sent += bytes;
    this.hooks.onProgress(this.#sent);
  }
}
