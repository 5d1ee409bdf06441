import { createHash, randomBytes } from 'node:crypto';
import { GoogleRefusal } from '../refusals.js';
import type { VideoMetadata } from './video-metadata.js';

export interface YouTubeVideo extends VideoMetadata {
  readonly id: string;
  readonly channelId: string;
  readonly content: Buffer;
  readonly uploadedAt: number;
  thumbnail?: Buffer;
}

export interface CaptionTrack {
  readonly id: string;
  readonly videoId: string;
  readonly language: string;
  readonly name: string;
  content: Buffer;
}

export interface YouTubeChannel {
  readonly id: string;
  readonly title: string;
  /** Ids of videos by playlist, in their order. A playlist may hold a video more than once. */
  readonly playlists: Map<string, string[]>;
}

const refuse = (status: number, reason: string, message: string): GoogleRefusal =>
  new GoogleRefusal(status, reason, message, 'youtube.api');

/** The channels of all accounts, with their videos. */
export class Channels {
  readonly videos = new Map<string, YouTubeVideo>();
  readonly captions = new Map<string, CaptionTrack>();
  readonly #channels = new Map<string, YouTubeChannel>();
  readonly #closed = new Set<string>();

  /** Returns the channel of an account, which has one unless it was closed. */
  find(email: string): YouTubeChannel | undefined {
    if (this.#closed.has(email)) return undefined;
    const known = this.#channels.get(email);
    if (known !== undefined) return known;
    const id = `UC${createHash('sha256').update(email).digest('base64url').slice(0, 22)}`;
    const channel = { id, title: `Channel of ${email}`, playlists: new Map<string, string[]>() };
    this.#channels.set(email, channel);
    return channel;
  }

  require(email: string): YouTubeChannel {
    const channel = this.find(email);
    if (channel === undefined) throw new GoogleRefusal(401, 'youtubeSignupRequired', 'Unauthorized', 'youtube.header');
    return channel;
  }

  close(email: string): void {
    this.#closed.add(email);
  }

  reopen(email: string): void {
    this.#closed.delete(email);
  }

  findPlaylist(id: string): { readonly owner: YouTubeChannel; readonly videos: string[] } | undefined {
    for (const owner of this.#channels.values()) {
      const videos = owner.playlists.get(id);
      if (videos !== undefined) return { owner, videos };
    }
    return undefined;
  }

  addVideo(channel: YouTubeChannel, video: VideoMetadata, given: { content: Buffer; uploadedAt: number }): YouTubeVideo {
    const made = { ...video, ...given, id: randomBytes(8).toString('base64url'), channelId: channel.id };
    this.videos.set(made.id, made);
    return made;
  }

  requireOwnVideo({ id: channelId }: YouTubeChannel, id: string): YouTubeVideo {
    const video = this.videos.get(id);
    if (video === undefined) throw refuse(404, 'videoNotFound', 'The video could not be found.');
    if (video.channelId !== channelId) throw refuse(403, 'forbidden', 'The request may not be properly authorized.');
    return video;
  }

  /** A video has one track for each language and name. */
  addCaptions(track: Omit<CaptionTrack, 'id'>): CaptionTrack {
    const isThere = this.captionsOf(track.videoId).some(
      ({ language, name }) => language === track.language && name === track.name,
    );
    if (isThere) throw refuse(409, 'captionExists', 'The video already has a caption track with that language and name.');
    const made = { ...track, id: randomBytes(24).toString('base64url') };
    this.captions.set(made.id, made);
    return made;
  }

  captionsOf(videoId: string): readonly CaptionTrack[] {
    return [...this.captions.values()].filter((track) => track.videoId === videoId);
  }
}
