import { randomBytes } from 'node:crypto';
import type { FakeAnswer, FakeRequest } from '../../serving/exchange.js';
import { GoogleRefusal, invalid, jsonAnswer, parseJsonBody, requireOnlyParameters } from '../refusals.js';
import { readUploadLength, type NewSession } from '../sessions.js';
import { Channels, type CaptionTrack, type YouTubeChannel, type YouTubeVideo } from './channels.js';
import { Quota } from './quota.js';
import { parseRelated } from './related.js';
import { parseSnippetUpdate, parseVideo } from './video-metadata.js';

export interface YouTubeOptions {
  /** Units for a day. */
  readonly quota?: number;
  /** Videos that a channel may upload within 24 hours. */
  readonly uploadsPerDay?: number;
  /** False: as long as Google has not audited the application, all videos are private. */
  readonly audited?: boolean;
}

type Answer = FakeAnswer | NewSession;

interface Route {
  readonly units: number;
  readonly scopes: readonly string[];
  readonly run: (request: FakeRequest, email: string) => Answer;
}

export interface YouTubeCall {
  /** An access token needs one of them. */
  readonly scopes: readonly string[];
  readonly run: (email: string) => Answer;
}

const scope = (name: string): string => `https://www.googleapis.com/auth/${name}`;
const MANAGE = [scope('youtube.force-ssl'), scope('youtube')];
const READ = [scope('youtube.readonly'), ...MANAGE];
const UPLOAD = [scope('youtube.upload'), ...MANAGE];
const UPLOAD_PATH = '/upload/youtube/v3/videos';
const DAY_MS = 86_400_000;
const MAX_THUMBNAIL = 2 * 1024 * 1024;

const refuse = (status: number, reason: string, message: string = reason): GoogleRefusal =>
  new GoogleRefusal(status, reason, message, 'youtube.api');

const text = (value: unknown, name: string): string => {
  if (typeof value === 'string') return value;
  throw invalid(`Invalid value for: ${name}`);
};
const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

const requirePart = (query: URLSearchParams, ...known: readonly string[]): void => {
  const parts = query.get('part')?.split(',') ?? [];
  if (parts.length === 0) throw refuse(400, 'missingRequiredParameter', 'No filter selected: part');
  if (parts.some((part) => !known.includes(part))) throw refuse(400, 'unknownPart');
};

const listAnswer = (items: readonly object[]): FakeAnswer =>
  jsonAnswer(200, { items, pageInfo: { totalResults: items.length, resultsPerPage: 50 } });

const renderTrack = ({ id, videoId, language, name }: CaptionTrack): object => ({
  kind: 'youtube#caption',
  id,
  snippet: { videoId, language, name, trackKind: 'standard', isDraft: false },
});

/**
 * Channels, videos, playlists and captions of the YouTube Data API (v3). Counts the units of each request
 * (https://developers.google.com/youtube/v3/determine_quota_cost), and refuses what YouTube refuses.
 */
export class YouTube {
  readonly channels = new Channels();
  readonly quota: Quota;
  uploadsPerDay: number;
  /** False: channels may not have thumbnails of their own. */
  verified = true;
  readonly #audited: boolean;
  readonly #routes: Readonly<Record<string, Route>>;

  constructor(
    { quota = 10_000, uploadsPerDay = 100, audited = true }: YouTubeOptions,
    private readonly now: () => number,
  ) {
    this.quota = new Quota(quota, now);
    [this.uploadsPerDay, this.#audited] = [uploadsPerDay, audited];
    this.#routes = {
      'GET /youtube/v3/channels': { units: 1, scopes: READ, run: (request, email) => this.#listChannels(request, email) },
      'GET /youtube/v3/videos': { units: 1, scopes: READ, run: (request) => this.#listVideos(request) },
      'PUT /youtube/v3/videos': { units: 50, scopes: MANAGE, run: (request, email) => this.#changeVideo(request, email) },
      'GET /youtube/v3/playlists': { units: 1, scopes: READ, run: (request) => this.#listPlaylists(request) },
      'GET /youtube/v3/playlistItems': { units: 1, scopes: READ, run: (request) => this.#listItems(request) },
      'POST /youtube/v3/playlistItems': { units: 50, scopes: MANAGE, run: (request, email) => this.#addItem(request, email) },
      'GET /youtube/v3/captions': { units: 50, scopes: MANAGE, run: (request, email) => this.#listCaptions(request, email) },
      'POST /upload/youtube/v3/captions': {
        units: 400,
        scopes: MANAGE,
        run: (request, email) => this.#addCaptions(request, email),
      },
      'PUT /upload/youtube/v3/captions': { units: 450, scopes: MANAGE, run: (request) => this.#changeCaptions(request) },
      'POST /upload/youtube/v3/thumbnails/set': {
        units: 50,
        scopes: UPLOAD,
        run: (request, email) => this.#setThumbnail(request, email),
      },
      [`POST ${UPLOAD_PATH}`]: { units: 1_600, scopes: UPLOAD, run: (request, email) => this.#startUpload(request, email) },
    };
  }

  get videos(): readonly YouTubeVideo[] {
    return [...this.channels.videos.values()];
  }

  /** Adds a playlist, as a user would. */
  addPlaylist(email: string): string {
    const id = `PL${randomBytes(16).toString('hex')}`;
    this.channels.require(email).playlists.set(id, []);
    return id;
  }

  route(request: FakeRequest): YouTubeCall {
    const route = this.#routes[`${request.method} ${request.path}`];
    if (route === undefined) throw new GoogleRefusal(404, 'notFound', 'Not Found');
    const run = (email: string): Answer => {
      this.quota.spend(route.units);
      return route.run(request, email);
    };
    return { scopes: route.scopes, run };
  }

  #listChannels({ query }: FakeRequest, email: string): FakeAnswer {
    requireOnlyParameters(query, 'part', 'mine');
    requirePart(query, 'id', 'snippet');
    if (query.get('mine') !== 'true') throw refuse(400, 'missingRequiredParameter');
    const channel = this.channels.find(email);
    // An answer without channels has no list.
    if (channel === undefined) return jsonAnswer(200, { pageInfo: { totalResults: 0, resultsPerPage: 5 } });
    return listAnswer([{ kind: 'youtube#channel', id: channel.id, snippet: { title: channel.title } }]);
  }

  #listVideos({ query }: FakeRequest): FakeAnswer {
    requireOnlyParameters(query, 'part', 'id');
    requirePart(query, 'id', 'snippet', 'status');
    const found = (query.get('id') ?? '').split(',').flatMap((id) => this.channels.videos.get(id) ?? []);
    return listAnswer(found.map((video) => this.#renderVideo(video)));
  }

  #changeVideo({ query, headers, body }: FakeRequest, email: string): FakeAnswer {
    requireOnlyParameters(query, 'part');
    requirePart(query, 'snippet');
    const { id, ...parts } = parseJsonBody(headers['content-type'], body);
    const video = this.channels.requireOwnVideo(this.channels.require(email), text(id, 'id'));
    Object.assign(video, parseSnippetUpdate(parts));
    return jsonAnswer(200, this.#renderVideo(video));
  }

  #startUpload(request: FakeRequest, email: string): NewSession {
    const { query, headers, body } = request;
    requireOnlyParameters(query, 'uploadType', 'part', 'notifySubscribers');
    const size = readUploadLength(request);
    const type = headers['x-upload-content-type'] ?? '';
    if (!/^video\/[\w.+-]+$|^application\/octet-stream$/.test(type))
      throw refuse(400, 'badRequest', `Media type '${type}' is not supported.`);
    if (size === 0) throw refuse(400, 'mediaBodyRequired');
    const given = parseVideo(parseJsonBody(headers['content-type'], body), query.get('part') ?? '');
    const video = this.#audited ? given : { ...given, privacyStatus: 'private' };
    const channel = this.channels.require(email);
    this.#requireUploadLimit(channel);
    const make = (content: Buffer): FakeAnswer =>
      jsonAnswer(200, this.#renderVideo(this.channels.addVideo(channel, video, { content, uploadedAt: this.now() })));
    return { path: UPLOAD_PATH, size, make };
  }

  #requireUploadLimit({ id }: YouTubeChannel): void {
    const recent = this.videos.filter(({ channelId, uploadedAt }) => channelId === id && uploadedAt > this.now() - DAY_MS);
    if (recent.length >= this.uploadsPerDay)
      throw new GoogleRefusal(
        400,
        'uploadLimitExceeded',
        'The user has exceeded the number of videos they may upload.',
        'youtube.video',
      );
  }

  #listPlaylists({ query }: FakeRequest): FakeAnswer {
    requireOnlyParameters(query, 'part', 'id');
    requirePart(query, 'id', 'snippet');
    const id = query.get('id') ?? '';
    const found = this.channels.findPlaylist(id);
    return listAnswer(found === undefined ? [] : [{ kind: 'youtube#playlist', id, snippet: { channelId: found.owner.id } }]);
  }

  #listItems({ query }: FakeRequest): FakeAnswer {
    requireOnlyParameters(query, 'part', 'playlistId', 'videoId');
    requirePart(query, 'id', 'snippet');
    const found = this.channels.findPlaylist(query.get('playlistId') ?? '');
    if (found === undefined) throw refuse(404, 'playlistNotFound');
    const wanted = query.get('videoId');
    const items = found.videos.map((videoId, position) => ({ id: `item-${String(position)}`, snippet: { position, videoId } }));
    return listAnswer(items.filter(({ snippet }) => wanted === null || snippet.videoId === wanted));
  }

  #addItem({ query, headers, body }: FakeRequest, email: string): FakeAnswer {
    requireOnlyParameters(query, 'part');
    requirePart(query, 'snippet');
    const snippet = fieldsOf(parseJsonBody(headers['content-type'], body)['snippet']);
    const resource = fieldsOf(snippet['resourceId']);
    const found = this.channels.findPlaylist(text(snippet['playlistId'], 'playlistId'));
    if (found === undefined) throw refuse(404, 'playlistNotFound');
    if (found.owner !== this.channels.require(email)) throw refuse(403, 'playlistItemsNotAccessible');
    const videoId = text(resource['videoId'], 'videoId');
    if (resource['kind'] !== 'youtube#video' || !this.channels.videos.has(videoId)) throw refuse(404, 'videoNotFound');
    found.videos.push(videoId);
    return jsonAnswer(200, { kind: 'youtube#playlistItem', id: `item-${String(found.videos.length - 1)}` });
  }

  #listCaptions({ query }: FakeRequest, email: string): FakeAnswer {
    requireOnlyParameters(query, 'part', 'videoId');
    requirePart(query, 'id', 'snippet');
    const video = this.channels.requireOwnVideo(this.channels.require(email), query.get('videoId') ?? '');
    return listAnswer(this.channels.captionsOf(video.id).map(renderTrack));
  }

  #addCaptions({ query, headers, body }: FakeRequest, email: string): FakeAnswer {
    requireOnlyParameters(query, 'uploadType', 'part');
    requirePart(query, 'snippet');
    const { metadata, content } = parseRelated(headers['content-type'], body);
    const snippet = fieldsOf(metadata['snippet']);
    const language = text(snippet['language'], 'language');
    if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language) || content.length === 0) throw refuse(400, 'invalidMetadata');
    const video = this.channels.requireOwnVideo(this.channels.require(email), text(snippet['videoId'], 'videoId'));
    const track = { videoId: video.id, language, name: text(snippet['name'], 'name'), content };
    return jsonAnswer(200, renderTrack(this.channels.addCaptions(track)));
  }

  #changeCaptions({ query, headers, body }: FakeRequest): FakeAnswer {
    requireOnlyParameters(query, 'uploadType', 'part');
    requirePart(query, 'snippet');
    const { metadata, content } = parseRelated(headers['content-type'], body);
    const track = this.channels.captions.get(text(metadata['id'], 'id'));
    if (track === undefined) throw refuse(404, 'captionNotFound');
    track.content = content;
    return jsonAnswer(200, renderTrack(track));
  }

  #setThumbnail({ query, headers, body }: FakeRequest, email: string): FakeAnswer {
    requireOnlyParameters(query, 'uploadType', 'videoId');
    const video = this.channels.requireOwnVideo(this.channels.require(email), query.get('videoId') ?? '');
    if (!this.verified) throw refuse(403, 'forbidden', 'The authenticated user does not have permissions to set thumbnails.');
    const isPicture = headers['content-type'] === 'image/jpeg' && body.subarray(0, 3).toString('hex') === 'ffd8ff';
    if (query.get('uploadType') !== 'media' || !isPicture) throw refuse(400, 'invalidImage');
    if (body.length > MAX_THUMBNAIL) throw refuse(413, 'mediaBodyTooLarge');
    video.thumbnail = body;
    return jsonAnswer(200, { kind: 'youtube#thumbnailSetResponse', items: [{}] });
  }

  #renderVideo({ id, channelId, privacyStatus, title, description, tags, categoryId }: YouTubeVideo): object {
    return {
      kind: 'youtube#video',
      id,
      snippet: { channelId, title, description, tags, categoryId },
      status: { uploadStatus: 'uploaded', privacyStatus },
    };
  }
}
