import { RetryableError } from '@throughline/contracts';
import { troubleOf, type Bucket, type Part, type BucketLocation, type Upload } from '@throughline/bucket';
import type { DeliveryFile, DeliveryRequest, KeyedHooks } from '../../kit/destination.js';
import { createManifest } from '../../kit/manifest.js';
import { misconfiguredError } from '../../kit/output-settings.js';
import { DELIVERY, toObjectKey, listObjectKeys, toManifestKey, type S3Objects } from './s3-objects.js';
import { toNote, parseNoteAt } from './uploads-note.js';
import { sendFile } from './send-file.js';

export interface S3DeliveryParts {
  readonly place: BucketLocation;
  readonly at: string;
  readonly bucket: Bucket;
  readonly objects: S3Objects;
  /** Aborts uploads on record, wherever they are. Ignores failures. */
  readonly abandon: (data: KeyedNote) => Promise<void>;
}
type KeyedNote = NonNullable<KeyedHooks['noted']>['data'];

const LONGEST_KEY = 1_024;

const folderOf = (key: string): string => key.slice(0, key.lastIndexOf('/') + 1);

/**
 * One attempt to deliver to a bucket. Every file with bytes is a multipart upload, even a small one. Nothing appears or is
 * replaced until all parts are complete and verified and the lease is confirmed.
 */
export class S3Delivery {
  readonly #uploads = new Map<string, Upload>();
  readonly #resumed = new Set<string>();
  /** Keys of objects to delete after this delivery: of the delivery before, and of unfinished attempts. */
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
    this.#replace(before === undefined ? [] : listObjectKeys(before));
    await this.#sweep();
    const missing = await this.#missing();
    await this.#open(missing.filter(({ size }) => size > 0));
    const parts = new Map<DeliveryFile, readonly Part[]>();
    for (const file of missing) if (file.size > 0) parts.set(file, await this.#send(file));
    await hooks.confirm();
    for (const file of missing) await this.#finish(file, parts.get(file));
    const manifest = Buffer.from(JSON.stringify(createManifest(request)));
    await this.to.bucket.put(toManifestKey(request), manifest, { contentType: 'application/json', signal: hooks.signal });
    await this.#removeOutdated();
  }

  /** Resumes recorded uploads of this content, and aborts those of any other. */
  async #takeUp(): Promise<void> {
    const { noted } = this.hooks;
    if (noted === undefined) return;
    const there = parseNoteAt(noted.data, this.to.place, this.to.at);
    if (there === undefined || noted.key !== this.request.key) await this.to.abandon(noted.data);
    if (there === undefined) return;
    this.#replace(there.outdated ?? []);
    // An attempt at other content may have completed some objects before it died.
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
    const own = new Set(this.request.files.map(({ name }) => toObjectKey(this.request, name)));
    for (const key of keys) if (!own.has(key)) this.#outdated.add(key);
  }

  /** "The name for a key is a sequence of Unicode characters whose UTF-8 encoding is at most 1,024 bytes long." */
  #requireShortKeys(): void {
    const { prefix } = this.to.place;
    const longest = Math.max(
      ...this.request.files.map(({ name }) => Buffer.byteLength(`${prefix}/${toObjectKey(this.request, name)}`)),
    );
    if (longest > LONGEST_KEY)
      throw misconfiguredError(
        `The prefix of the output, the folder and the name of the item result in a key of ${String(longest)} bytes, but S3 allows ${String(LONGEST_KEY)}: shorten them`,
      );
  }

  /**
   * Aborts uploads of attempts that died before recording them. Without permission to list them, the bucket's own rules remove
   * them.
   */
  async #sweep(): Promise<void> {
    const { uploads } = this.to.bucket;
    const ours = new Set([...this.#uploads.values()].map(({ id }) => id));
    try {
      for (const folder of new Set([toObjectKey(this.request, ''), ...[...this.#outdated].map(folderOf)]))
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

  /** Opens the uploads. Records them before their first byte, and the outdated objects before anything replaces them. */
  async #open(files: readonly DeliveryFile[]): Promise<void> {
    const opened: Upload[] = [];
    for (const file of files) {
      const key = toObjectKey(this.request, file.name);
      if (this.#uploads.has(key)) continue;
      const upload = await this.#create(file);
      opened.push(upload);
      this.#uploads.set(key, upload);
    }
    if (opened.length > 0 || this.#outdated.size > 0) await this.#note();
  }

  #create(file: DeliveryFile): Promise<Upload> {
    return this.to.bucket.uploads.create(toObjectKey(this.request, file.name), {
      contentType: file.mediaType,
      metadata: { [DELIVERY]: this.request.key },
      signal: this.hooks.signal,
    });
  }

  async #note(): Promise<void> {
    const [uploads, outdated] = [[...this.#uploads.values()], [...this.#outdated]];
    await this.hooks.note(toNote(this.to.place, this.to.at, { uploads, outdated }));
  }

  async #send(file: DeliveryFile): Promise<readonly Part[]> {
    const key = toObjectKey(this.request, file.name);
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

  /** Returns the parts of a recorded upload. Opens another upload if it is gone or cannot be listed. */
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
    const key = toObjectKey(this.request, file.name);
    const upload = this.#uploads.get(key);
    if (parts === undefined || upload === undefined) {
      const metadata = { [DELIVERY]: this.request.key };
      await bucket.put(key, new Uint8Array(), { contentType: file.mediaType, metadata, signal });
      return;
    }
    await bucket.uploads.complete(upload, parts, { signal }).catch(async (error: unknown) => {
      // The answer to an earlier request was lost: the upload is gone, and the object exists.
      if (troubleOf(error) !== 'no-upload' || !(await objects.holds(this.request, file, signal))) throw error;
    });
  }

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
