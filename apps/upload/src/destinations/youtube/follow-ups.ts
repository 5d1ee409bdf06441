import { readFile } from 'node:fs/promises';
import { PermanentError, type Json, type SkipReason } from '@throughline/contracts';
import type { PictureSource } from '@throughline/media';
import type { FollowUp } from '../../kit/destination.js';
import { findThumbnailSecond, makeThumbnail } from '../../kit/video-thumbnail.js';
import type { YouTubeSettings } from './settings.js';
import type { CaptionTrack, YouTubeClient } from './youtube-client.js';

type Facts = Readonly<Record<string, Json>>;

const SUBTITLES = 'subtitles_srt';
/** The main track of a language has no name. */
const TRACK_NAME = '';

/** The actions on a video after its upload. Each may have been done before, by an attempt that ended without an answer. */
export class YouTubeFollowUps {
  constructor(
    private readonly youtube: YouTubeClient,
    private readonly settings: Pick<YouTubeSettings, 'playlist' | 'thumbnail'>,
    private readonly pictures: PictureSource,
  ) {}

  async skips(followUp: FollowUp): Promise<SkipReason | undefined> {
    const { name, input } = followUp;
    if (name === 'captions' && (await input(SUBTITLES)) === undefined) return 'not_applicable';
    if (name === 'thumbnail')
      return findThumbnailSecond(followUp, this.settings.thumbnail) === undefined ? 'not_applicable' : undefined;
    return name === 'playlist' && this.settings.playlist === undefined ? 'not_applicable' : undefined;
  }

  run(followUp: FollowUp): Promise<Facts> {
    switch (followUp.name) {
      case 'captions':
        return this.#addCaptions(followUp);
      case 'playlist':
        return this.#addToPlaylist(followUp);
      case 'thumbnail':
        return this.#setThumbnail(followUp);
      default:
        throw new PermanentError('follow-up-unknown', `A YouTube output has no follow-up '${followUp.name}'`);
    }
  }

  /** A repetition replaces the picture by the same one. */
  async #setThumbnail(followUp: FollowUp): Promise<Facts> {
    const { path, second } = await makeThumbnail(this.pictures, this.settings.thumbnail, followUp);
    const jpeg = await readFile(path);
    await this.youtube.setThumbnail(followUp.externalId, jpeg, followUp.signal);
    return { second };
  }

  async #addToPlaylist({ externalId: video, signal }: FollowUp): Promise<Facts> {
    const { playlist = '' } = this.settings;
    const isThere = await this.youtube.isInPlaylist(playlist, video, signal);
    if (!isThere) await this.youtube.addToPlaylist(playlist, video, signal);
    return { playlist_id: playlist, reconciled: isThere };
  }

  /** A track that is there may have the text before a correction, so it is replaced. */
  async #addCaptions(followUp: FollowUp): Promise<Facts> {
    const { externalId: video, signal } = followUp;
    const { language } = followUp;
    if (language === undefined)
      throw new PermanentError(
        'language-unknown',
        'YouTube needs the language of subtitles, which is unknown: set the language of the recording, then run it again',
      );
    const content = await readFile((await followUp.input(SUBTITLES)) ?? '');
    const there = await this.#findTrack(video, language, signal);
    const added =
      there === undefined ? await this.youtube.addCaptions({ video, language, name: TRACK_NAME }, content, signal) : undefined;
    if (added !== undefined) return { caption_id: added, language, reconciled: false };
    // A list may show a new track late: then only the refusal of a second one tells that it exists.
    const track = there ?? (await this.#findTrack(video, language, signal));
    if (track === undefined)
      throw new PermanentError(
        'captions-refused',
        `YouTube refuses subtitles in '${language}': the video has such a track already`,
      );
    await this.youtube.replaceCaptions(track.id, content, signal);
    return { caption_id: track.id, language, reconciled: true };
  }

  async #findTrack(video: string, language: string, signal: AbortSignal): Promise<CaptionTrack | undefined> {
    const tracks = await this.youtube.listCaptions(video, signal);
    return tracks.find(
      ({ snippet }) => snippet.language === language && snippet.name === TRACK_NAME && snippet.trackKind !== 'asr',
    );
  }
}
