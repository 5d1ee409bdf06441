import { readFile } from 'node:fs/promises';
import { PermanentError, type Json, type SkipReason } from '@throughline/contracts';
import type { PictureSource } from '@throughline/media';
import type { FollowUp } from '../../kit/destination.js';
import { findThumbnailSecond, makeThumbnail } from '../../kit/video-thumbnail.js';
import type { VkSettings } from './settings.js';
import { parseVideoId } from './video-id.js';
import type { VkClient } from './vk-client.js';

type Facts = Readonly<Record<string, Json>>;

/** The actions on a video after its upload. Each may have been done before, by an attempt that ended without an answer. */
export class VkFollowUps {
  constructor(
    private readonly vk: VkClient,
    private readonly settings: Pick<VkSettings, 'album' | 'thumbnail'>,
    private readonly pictures: PictureSource,
  ) {}

  skips({ name, ...item }: Pick<FollowUp, 'name' | 'thumbnail'>): SkipReason | undefined {
    const { album } = this.settings;
    const thumbnail = findThumbnailSecond(item, this.settings.thumbnail);
    if (name === 'album') return album === undefined ? 'not_applicable' : undefined;
    return name === 'thumbnail' && thumbnail === undefined ? 'not_applicable' : undefined;
  }

  async run(followUp: FollowUp): Promise<Facts> {
    switch (followUp.name) {
      case 'album':
        return this.#addToAlbum(followUp);
      case 'thumbnail':
        return this.#setThumbnail(followUp);
      default:
        throw new PermanentError('follow-up-unknown', `A VK output has no follow-up '${followUp.name}'`);
    }
  }

  async #addToAlbum({ externalId, signal }: FollowUp): Promise<Facts> {
    const { album = 0 } = this.settings;
    const video = parseVideoId(externalId);
    const isListed = (await this.vk.listAlbums(video, signal)).includes(album);
    const isThere = isListed || !(await this.vk.addToAlbum(video, album, signal));
    return { album_id: album, reconciled: isThere };
  }

  /** A repetition replaces the picture by the same one. */
  async #setThumbnail(followUp: FollowUp): Promise<Facts> {
    const { path, second } = await makeThumbnail(this.pictures, this.settings.thumbnail, followUp);
    const jpeg = await readFile(path);
    await this.vk.setThumbnail(parseVideoId(followUp.externalId), jpeg, followUp.signal);
    return { second };
  }
}
