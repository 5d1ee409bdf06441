import { createHash } from 'node:crypto';
import type { ArtifactStore } from '@throughline/artifact-store';
import { pictureKey, type Artifact } from '@throughline/contracts';
import { textFactsOf, type Asset } from '@throughline/domain';
import { Problem, notFound } from '../../kit/http/problems/problem.js';
import { findPicture } from '../read/previews.js';
import { findVideo } from '../read/thumbnail.js';
import type { PictureService } from './picture-service.js';

export interface ThumbnailPorts {
  readonly artifacts: Pick<ArtifactStore, 'stat'>;
  readonly pictures: PictureService;
}

/** The part of a recording before its default picture: the first pictures are often black or a title. */
const DEFAULT_PART = 0.1;
const RETRY_SECONDS = '5';
/** A browser opens about six connections to a server, and a list shows many thumbnails. */
const MAX_WAITING = 2;
/** Videos without a picture that are not asked about again. */
const MAX_KNOWN = 10_000;

const secondOf = (asset: Asset): number =>
  asset.thumbnail?.second ?? Math.floor((textFactsOf(asset).seconds ?? 0) * DEFAULT_PART);

const retryLater = (): Problem => new Problem('unavailable', { headers: { 'retry-after': RETRY_SECONDS } });

/** Finds the pictures of recordings, which the processing service makes when they are first read. */
export class Thumbnails {
  readonly #pending = new Map<string, Promise<number>>();
  readonly #missing = new Set<string>();
  #waiting = 0;

  constructor(private readonly ports: ThumbnailPorts) {}

  /**
   * Returns the picture as a file with this name: at the chosen second, or else the poster. The poster of an imported recording may
   * not have come with its history; then its video is drawn. Throws `not-found` if the recording has no picture there, and
   * `unavailable` if the picture is made while enough other requests wait.
   */
  async find(asset: Asset, name: string): Promise<Artifact> {
    const poster = asset.thumbnail === undefined ? findPicture(asset) : undefined;
    const video = findVideo(asset);
    if (poster !== undefined && (video === undefined || (await this.#isStored(poster, asset)))) return { ...poster, name };
    if (video === undefined) throw notFound();
    const second = secondOf(asset);
    const key = pictureKey(asset.assetId, video.sha256, second);
    if (this.#missing.has(key)) throw notFound();
    const size = (await this.ports.artifacts.stat(key))?.size ?? (await this.#waitFor(this.#makeOnce(key, video, second)));
    // The key names the video and the second, so its hash identifies the content as well as the content's own hash.
    const sha256 = createHash('sha256').update(key).digest('hex');
    return { role: 'thumbnail', name, key, mediaType: 'image/jpeg', size, sha256 };
  }

  /** A list shows many posters, so the store is only asked for those that may be missing. */
  async #isStored({ key }: Artifact, { importedAt }: Asset): Promise<boolean> {
    return importedAt === undefined || (await this.ports.artifacts.stat(key)) !== undefined;
  }

  async #waitFor(picture: Promise<number>): Promise<number> {
    if (this.#waiting >= MAX_WAITING) {
      void Promise.allSettled([picture]);
      throw retryLater();
    }
    this.#waiting += 1;
    try {
      return await picture;
    } finally {
      this.#waiting -= 1;
    }
  }

  #makeOnce(key: string, video: Artifact, second: number): Promise<number> {
    const pendingMade = this.#pending.get(key);
    if (pendingMade !== undefined) return pendingMade;
    const made = this.#make(key, video, second).finally(() => this.#pending.delete(key));
    this.#pending.set(key, made);
    return made;
  }

  async #make(to: string, video: Artifact, second: number): Promise<number> {
    const outcome = await this.ports.pictures.make({ video: video.key, second, to });
    if (outcome === 'busy') throw retryLater();
    if (outcome === 'stored') {
      const stored = await this.ports.artifacts.stat(to);
      if (stored !== undefined) return stored.size;
      // The picture of another choice, made at the same time, has replaced it.
      throw retryLater();
    }
    if (this.#missing.size >= MAX_KNOWN) this.#missing.clear();
    this.#missing.add(to);
    throw notFound();
  }
}
