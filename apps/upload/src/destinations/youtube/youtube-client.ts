import {
  CALL_LIMITS,
  callWithin,
  parseJsonOrUndefined,
  readReason,
  silenceWithin,
  unreadableError,
  type CallLimits,
  type ServiceResponse,
} from '@throughline/credentials';
import { Type, type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { GoogleApi, type GoogleApiParts, type GoogleRequest } from '../../google/google-api.js';
import { UploadSessions } from '../../google/upload-sessions.js';
import { joinParts } from './multipart.js';
import { noPlaylistError, noThumbnailError, noVideoError, toYouTubeError } from './youtube-errors.js';

const Id = Type.String({ pattern: '^[\\w-]{1,200}$' });
const IdSchema = Type.Object({ id: Id });
const IdsSchema = Type.Object({ items: Type.Optional(Type.Array(IdSchema)) });
const PlaylistsSchema = Type.Object({
  items: Type.Optional(Type.Array(Type.Object({ id: Id, snippet: Type.Object({ channelId: Id }) }))),
});
const CaptionsSchema = Type.Object({
  items: Type.Optional(
    Type.Array(
      Type.Object({
        id: Id,
        snippet: Type.Object({ language: Type.String(), name: Type.String(), trackKind: Type.Optional(Type.String()) }),
      }),
    ),
  ),
});
export type CaptionTrack = NonNullable<Static<typeof CaptionsSchema>['items']>[number];

const SnippetSchema = Type.Object({
  title: Type.String(),
  description: Type.Optional(Type.String()),
  tags: Type.Optional(Type.Array(Type.String())),
  categoryId: Type.String(),
  defaultLanguage: Type.Optional(Type.String()),
  defaultAudioLanguage: Type.Optional(Type.String()),
});
const SnippetsSchema = Type.Object({
  items: Type.Optional(Type.Array(Type.Object({ id: Id, snippet: SnippetSchema }))),
});
/** The part of a video that holds its texts, with the fields that a request may change. */
export type VideoSnippet = Static<typeof SnippetSchema>;

export interface VideoMetadata {
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly categoryId: string;
  readonly privacy: string;
  readonly madeForKids: boolean;
}

interface YouTubeRequest extends GoogleRequest {
  readonly method?: string;
  readonly path: string;
  readonly limitMs?: number;
}

export interface YouTubeParts extends GoogleApiParts {
  readonly limits?: CallLimits;
  readonly now?: () => Date;
}

const API = '/youtube/v3';
const UPLOADS = '/upload/youtube/v3';

/** Client of the YouTube Data API (v3) for one channel. */
export class YouTubeClient {
  readonly uploads: UploadSessions<string>;
  readonly #api: GoogleApi;
  readonly #limits: CallLimits;
  readonly #now: () => Date;

  constructor({ limits = CALL_LIMITS, now = () => new Date(), ...parts }: YouTubeParts) {
    this.#api = new GoogleApi(parts);
    [this.#limits, this.#now] = [limits, now];
    this.uploads = new UploadSessions({
      line: parts.line,
      label: 'YouTube',
      limits,
      read: (answer) => this.#read(IdSchema, answer).id,
      toError: (answer) => toYouTubeError(answer, now()),
    });
  }

  /** Returns the id of the channel, or `undefined` if the account has none. */
  async findChannel(signal?: AbortSignal): Promise<string | undefined> {
    const query = { part: 'id', mine: 'true' };
    const answer = await this.#ask('find the channel', { path: `${API}/channels`, query, signal });
    return this.#read(IdsSchema, answer).items?.[0]?.id;
  }

  /** Starts an upload session, which creates the video when all bytes have arrived. Returns its address, a secret. */
  async begin(video: VideoMetadata, file: { size: number; mediaType: string }, signal?: AbortSignal): Promise<string> {
    const { title, description, tags, categoryId, privacy, madeForKids } = video;
    const answer = await this.#ask('start the upload', {
      method: 'POST',
      path: `${UPLOADS}/videos`,
      query: { uploadType: 'resumable', part: 'snippet,status' },
      headers: { 'x-upload-content-type': file.mediaType, 'x-upload-content-length': String(file.size) },
      body: {
        snippet: { title, description, tags, categoryId },
        status: { privacyStatus: privacy, selfDeclaredMadeForKids: madeForKids },
      },
      signal,
    });
    if (answer.status !== 200) throw toYouTubeError(answer, this.#now());
    return this.#api.sessionUrl(answer);
  }

  async hasVideo(video: string, signal?: AbortSignal): Promise<boolean> {
    const answer = await this.#ask('find the video', { path: `${API}/videos`, query: { part: 'id', id: video }, signal });
    return (this.#read(IdsSchema, answer).items ?? []).some(({ id }) => id === video);
  }

  async getSnippet(video: string, signal?: AbortSignal): Promise<VideoSnippet> {
    const query = { part: 'snippet', id: video };
    const answer = await this.#ask('read the texts of the video', { path: `${API}/videos`, query, signal });
    const found = this.#read(SnippetsSchema, answer).items?.find(({ id }) => id === video);
    if (found === undefined) throw noVideoError(video);
    return Value.Clean(SnippetSchema, found.snippet) as VideoSnippet;
  }

  /** Replaces the whole snippet: YouTube removes the fields that a request leaves out. Uses 50 units of the daily quota. */
  async replaceSnippet(video: string, snippet: VideoSnippet, signal?: AbortSignal): Promise<void> {
    const answer = await this.#ask('change the texts of the video', {
      method: 'PUT',
      path: `${API}/videos`,
      query: { part: 'snippet' },
      body: { id: video, snippet },
      signal,
    });
    if (answer.status === 404) throw noVideoError(video);
    this.#read(IdSchema, answer);
  }

  async listCaptions(video: string, signal?: AbortSignal): Promise<readonly CaptionTrack[]> {
    const query = { part: 'snippet', videoId: video };
    const answer = await this.#ask('list the subtitles', { path: `${API}/captions`, query, signal });
    if (answer.status === 404) throw noVideoError(video);
    return this.#read(CaptionsSchema, answer).items ?? [];
  }

  /** Adds a track. Returns `undefined` if the video has a track of that language and name. */
  async addCaptions(
    track: { video: string; language: string; name: string },
    content: Uint8Array,
    signal?: AbortSignal,
  ): Promise<string | undefined> {
    const { video, language, name } = track;
    const snippet = { videoId: video, language, name, isDraft: false };
    const answer = await this.#sendCaptions('POST', { snippet }, content, signal);
    if (answer.status === 409) return undefined;
    if (answer.status === 404) throw noVideoError(video);
    return this.#read(IdSchema, answer).id;
  }

  async replaceCaptions(id: string, content: Uint8Array, signal?: AbortSignal): Promise<void> {
    this.#read(IdSchema, await this.#sendCaptions('PUT', { id, snippet: { isDraft: false } }, content, signal));
  }

  async setThumbnail(video: string, jpeg: Uint8Array, signal?: AbortSignal): Promise<void> {
    const answer = await this.#ask('upload the thumbnail', {
      method: 'POST',
      path: `${UPLOADS}/thumbnails/set`,
      query: { uploadType: 'media', videoId: video },
      headers: { 'content-type': 'image/jpeg' },
      content: jpeg,
      limitMs: this.#limits.thumbnail,
      signal,
    });
    if (answer.status === 404) throw noVideoError(video);
    if (answer.status === 403 && readReason(answer) === 'forbidden') throw noThumbnailError();
    if (answer.status !== 200) throw toYouTubeError(answer, this.#now());
  }

  /** Returns the channel of a playlist, or `undefined` if there is no such playlist. */
  async findPlaylistOwner(playlist: string, signal?: AbortSignal): Promise<string | undefined> {
    const query = { part: 'snippet', id: playlist };
    const answer = await this.#ask('find the playlist', { path: `${API}/playlists`, query, signal });
    return this.#read(PlaylistsSchema, answer).items?.find(({ id }) => id === playlist)?.snippet.channelId;
  }

  async isInPlaylist(playlist: string, video: string, signal?: AbortSignal): Promise<boolean> {
    const query = { part: 'id', playlistId: playlist, videoId: video };
    const answer = await this.#ask('look into the playlist', { path: `${API}/playlistItems`, query, signal });
    if (answer.status === 404) throw noPlaylistError(playlist);
    return (this.#read(IdsSchema, answer).items ?? []).length > 0;
  }

  async addToPlaylist(playlist: string, video: string, signal?: AbortSignal): Promise<void> {
    const answer = await this.#ask('add the video to the playlist', {
      method: 'POST',
      path: `${API}/playlistItems`,
      query: { part: 'snippet' },
      body: { snippet: { playlistId: playlist, resourceId: { kind: 'youtube#video', videoId: video } } },
      signal,
    });
    if (answer.status === 404) throw noPlaylistError(playlist);
    this.#read(IdSchema, answer);
  }

  #sendCaptions(method: string, metadata: object, content: Uint8Array, signal?: AbortSignal): Promise<ServiceResponse> {
    const body = joinParts(metadata, content);
    return this.#ask('upload the subtitles', {
      method,
      path: `${UPLOADS}/captions`,
      query: { uploadType: 'multipart', part: 'snippet' },
      headers: { 'content-type': body.contentType },
      content: body.content,
      limitMs: this.#limits.captions,
      signal,
    });
  }

  #ask(operation: string, { method = 'GET', path, limitMs, signal, ...request }: YouTubeRequest): Promise<ServiceResponse> {
    const call = { service: 'YouTube', operation, limitMs: limitMs ?? this.#limits.other, signal };
    const silence = limitMs === undefined ? {} : { silenceMs: silenceWithin(limitMs) };
    return callWithin(call, (over) => this.#api.ask(method, path, { ...request, ...silence, signal: over }));
  }

  #read<S extends TSchema>(schema: S, answer: ServiceResponse): Static<S> {
    if (answer.status !== 200 && answer.status !== 201) throw toYouTubeError(answer, this.#now());
    const raw = parseJsonOrUndefined(answer.text);
    if (!Value.Check(schema, raw)) throw unreadableError(answer.status, 'Google');
    return raw;
  }
}
