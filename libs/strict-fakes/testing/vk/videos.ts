import { randomBytes } from 'node:crypto';
import { VkRefusal, missing } from './refusal.js';

export interface VkStoredVideo {
  readonly id: number;
  /** Negative for communities. */
  readonly owner: number;
  readonly title: string;
  readonly description: string;
  readonly privacy: string | undefined;
  readonly uploadKey: string;
  content: Buffer | undefined;
  thumbnail: Buffer | undefined;
  readonly albums: Set<number>;
}

const FIRST_ID = 456_239_017;

/** The videos and albums of all pages. */
export class Videos {
  readonly all = new Map<string, VkStoredVideo>();
  readonly albums = new Map<number, Set<number>>();
  #next = FIRST_ID;

  save(owner: number, fields: Pick<VkStoredVideo, 'title' | 'description' | 'privacy'>): VkStoredVideo {
    const uploadKey = randomBytes(24).toString('hex');
    const video = {
      ...fields,
      owner,
      id: this.#next,
      uploadKey,
      content: undefined,
      thumbnail: undefined,
      albums: new Set<number>(),
    };
    this.#next += 1;
    this.all.set(`${String(owner)}_${String(video.id)}`, video);
    return video;
  }

  addAlbum(owner: number, album: number): void {
    this.albums.set(owner, (this.albums.get(owner) ?? new Set()).add(album));
  }

  requireAlbum(owner: number, album: number): void {
    if (this.albums.get(owner)?.has(album) !== true) throw missing('album_id');
  }

  find(owner: number, id: number): VkStoredVideo | undefined {
    return this.all.get(`${String(owner)}_${String(id)}`);
  }

  require(owner: number, id: number): VkStoredVideo {
    const video = this.find(owner, id);
    if (video === undefined) throw new VkRefusal(100, 'One of the parameters specified was missing or invalid: video not found');
    return video;
  }

  /** A missing video counts as deleted. */
  delete(owner: number, id: number): void {
    this.all.delete(`${String(owner)}_${String(id)}`);
  }

  byUploadKey(key: string): VkStoredVideo | undefined {
    return [...this.all.values()].find(({ uploadKey }) => uploadKey === key);
  }
}
