import { parseUrl, RetryableError } from '@throughline/contracts';
import {
  CALL_LIMITS,
  callWithin,
  parseJsonOrUndefined,
  silenceWithin,
  unreadableError,
  type ServiceClient,
} from '@throughline/credentials';
import type { RequestBody } from '@throughline/outgoing';
import { Type, type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { VkArrival } from './arrival.js';
import { ALREADY_ADDED, isTokenRefused, noTokenError, toVkError, toVkStatusError } from './vk-errors.js';
import type { VkTokens } from './vk-tokens.js';

const VERSION = '5.199';

const ErrorSchema = Type.Object({ error: Type.Object({ error_code: Type.Integer() }) });
const SavedSchema = Type.Object({ upload_url: Type.String(), video_id: Type.Integer({ minimum: 1 }), owner_id: Type.Integer() });
const ListSchema = Type.Object({ count: Type.Integer() });
const FlagSchema = Type.Optional(Type.Union([Type.Boolean(), Type.Number()]));
const VideoSchema = Type.Object({ duration: Type.Optional(Type.Number()), processing: FlagSchema, converting: FlagSchema });
const VideosSchema = Type.Object({ items: Type.Array(VideoSchema) });
const AlbumSchema = Type.Object({ id: Type.Integer() });
const UploadedSchema = Type.Object({ size: Type.Integer(), video_id: Type.Integer() });
/** The documentation has the number, the published schema of the API the object. */
const EditedSchema = Type.Union([Type.Literal(1), Type.Object({ success: Type.Literal(1) })]);
const UploadUrlSchema = Type.Object({ upload_url: Type.String() });
const PhotoSchema = Type.Object({ photo_id: Type.Integer() });
const RefusedUploadSchema = Type.Object({ error: Type.Union([Type.String(), Type.Object({})]) });

/** A video by the numbers of its owner and itself. Owners that are communities have negative numbers. */
export interface VkVideo {
  readonly owner: number;
  readonly id: number;
}

export interface SavedVideo extends VkVideo {
  /** A secret that takes the video's content. */
  readonly uploadUrl: string;
}

export interface NewVideo {
  readonly title: string;
  readonly description: string;
  readonly group: number | undefined;
  readonly privacy: string | undefined;
}

export interface VkParts {
  readonly line: ServiceClient;
  readonly apiUrl: string;
  readonly credential: number;
  readonly tokens: Pick<VkTokens, 'get' | 'accepted' | 'refused'>;
}

type Parameters = Readonly<Record<string, string | number | undefined>>;

/** Client of the VK API for one token. VK answers with the status 200 even to refused requests. */
export class VkClient {
  constructor(private readonly parts: VkParts) {}

  /** Throws if the token may not see the videos of a page. */
  async checkAccess(owner: number | undefined, signal?: AbortSignal): Promise<void> {
    await this.#call('video.get', ListSchema, { owner_id: owner, count: 1 }, signal);
  }

  /** Creates a video without content. */
  async save({ title, description, group, privacy }: NewVideo, signal?: AbortSignal): Promise<SavedVideo> {
    const parameters = { name: title, description, group_id: group, privacy_view: privacy, wallpost: 0 };
    const saved = await this.#call('video.save', SavedSchema, parameters, signal);
    return { owner: saved.owner_id, id: saved.video_id, uploadUrl: requireUrl(saved.upload_url) };
  }

  /** Sends the content of a video, as a form. VK keeps nothing of an interrupted upload. */
  async upload(
    url: string,
    form: { type: string; body: RequestBody },
    signal: AbortSignal,
  ): Promise<{ size: number; id: number }> {
    const answer = await this.parts.line.ask(url, {
      method: 'POST',
      headers: { 'content-type': form.type, accept: 'application/json' },
      body: form.body,
      signal,
      operation: 'the upload of the video',
    });
    const raw = parseJsonOrUndefined(answer.text);
    if (answer.status === 200 && Value.Check(UploadedSchema, raw)) return { size: raw.size, id: raw.video_id };
    if (Value.Check(RefusedUploadSchema, raw))
      throw new RetryableError('output-failed', 'VK has refused the content of the video; it is uploaded again');
    throw toVkStatusError(answer);
  }

  /** A missing video is not an error. */
  async delete({ owner, id }: VkVideo, signal?: AbortSignal): Promise<void> {
    await this.#call('video.delete', Type.Literal(1), { owner_id: owner, video_id: id }, signal);
  }

  async hasVideo({ owner, id }: VkVideo, signal?: AbortSignal): Promise<boolean> {
    const videos = `${String(owner)}_${String(id)}`;
    return (await this.#call('video.get', ListSchema, { owner_id: owner, videos }, signal)).count > 0;
  }

  /** Asks for a video whose upload got no answer (https://dev.vk.com/reference/objects/video). */
  async findArrival({ owner, id }: VkVideo, signal?: AbortSignal): Promise<VkArrival> {
    const videos = `${String(owner)}_${String(id)}`;
    const [video] = (await this.#call('video.get', VideosSchema, { owner_id: owner, videos }, signal)).items;
    if (video === undefined) return 'missing';
    // The duration is in whole seconds, so a processed video may have none.
    if ((video.duration ?? 0) > 0) return 'ready';
    return Boolean(video.processing) || Boolean(video.converting) ? 'processing' : 'ready';
  }

  /** Changes the texts of a video (https://dev.vk.com/method/video.edit). Empty texts remove the present ones. */
  async edit({ owner, id }: VkVideo, texts: Pick<NewVideo, 'title' | 'description'>, signal?: AbortSignal): Promise<void> {
    const parameters = { owner_id: owner, video_id: id, name: texts.title, desc: texts.description };
    await this.#call('video.edit', EditedSchema, parameters, signal);
  }

  async requireAlbum(owner: number | undefined, album: number, signal?: AbortSignal): Promise<void> {
    await this.#call('video.getAlbumById', AlbumSchema, { owner_id: owner, album_id: album }, signal);
  }

  async listAlbums({ owner, id }: VkVideo, signal?: AbortSignal): Promise<readonly number[]> {
    const parameters = { target_id: owner, owner_id: owner, video_id: id };
    return this.#call('video.getAlbumsByVideo', Type.Array(Type.Integer()), parameters, signal);
  }

  /** Returns false if the video was in the album already. */
  async addToAlbum({ owner, id }: VkVideo, album: number, signal?: AbortSignal): Promise<boolean> {
    const parameters = { target_id: owner, album_id: album, owner_id: owner, video_id: id };
    const added = await this.#ask('video.addToAlbum', parameters, signal);
    if (Value.Check(ErrorSchema, added) && added.error.error_code === ALREADY_ADDED) return false;
    this.#read(Type.Literal(1), added);
    return true;
  }

  /** Replaces the picture of a video (https://dev.vk.com/method/video.saveUploadedThumb). */
  async setThumbnail({ owner, id }: VkVideo, jpeg: Uint8Array, signal?: AbortSignal): Promise<void> {
    const { upload_url } = await this.#call('video.getThumbUploadUrl', UploadUrlSchema, { owner_id: owner }, signal);
    const uploadAnswer = await this.#uploadThumbnail(requireUrl(upload_url), jpeg, signal);
    const parameters = { owner_id: owner, video_id: id, thumb_json: uploadAnswer, thumb_size: jpeg.byteLength, set_thumb: 1 };
    await this.#call('video.saveUploadedThumb', PhotoSchema, parameters, signal);
  }

  /** Returns the answer as VK expects it back. */
  #uploadThumbnail(url: string, jpeg: Uint8Array, signal: AbortSignal | undefined): Promise<string> {
    const { line } = this.parts;
    const operation = 'the upload of the thumbnail';
    return callWithin({ service: 'VK', operation, limitMs: CALL_LIMITS.thumbnail, signal }, async (over) => {
      const form = new FormData();
      form.set('file', new Blob([Buffer.from(jpeg)], { type: 'image/jpeg' }), 'thumbnail.jpg');
      const request = new Response(form);
      const answer = await line.ask(url, {
        method: 'POST',
        headers: { 'content-type': request.headers.get('content-type') ?? '', accept: 'application/json' },
        body: Buffer.from(await request.arrayBuffer()),
        signal: over,
        silenceMs: silenceWithin(CALL_LIMITS.thumbnail),
        operation,
      });
      const raw = parseJsonOrUndefined(answer.text);
      if (answer.status !== 200 || !Value.Check(Type.Object({}), raw)) throw toVkStatusError(answer);
      if (Value.Check(RefusedUploadSchema, raw)) throw new RetryableError('output-failed', 'VK has refused the thumbnail');
      return answer.text;
    });
  }

  async #call<S extends TSchema>(method: string, schema: S, parameters: Parameters, signal?: AbortSignal): Promise<Static<S>> {
    return this.#read(schema, await this.#ask(method, parameters, signal));
  }

  #read<S extends TSchema>(schema: S, raw: unknown): Static<S> {
    if (Value.Check(ErrorSchema, raw)) {
      const { error_code: code } = raw.error;
      throw isTokenRefused(code) ? noTokenError(this.parts.credential) : toVkError(code);
    }
    const answer = Value.Check(Type.Object({ response: Type.Unknown() }), raw) ? raw.response : undefined;
    if (!Value.Check(schema, answer)) throw unreadableError(200, 'VK');
    return answer;
  }

  /** Repeats a request once if there is another token than the one that VK refuses. */
  #ask(method: string, parameters: Parameters, signal?: AbortSignal): Promise<unknown> {
    const { tokens, credential } = this.parts;
    return callWithin({ service: 'VK', operation: method, limitMs: CALL_LIMITS.other, signal }, async (over) => {
      let token = await tokens.get(credential);
      let answer = await this.#send(method, { ...parameters, access_token: token }, over);
      if (isRefusalOfToken(answer)) {
        token = await tokens.get(credential, token);
        answer = await this.#send(method, { ...parameters, access_token: token }, over);
      }
      await (isRefusalOfToken(answer) ? tokens.refused(credential, token) : tokens.accepted(credential, token));
      return answer;
    });
  }

  /** The token is in the body, so that it is in no address. */
  async #send(method: string, parameters: Parameters, signal: AbortSignal): Promise<unknown> {
    const form = new URLSearchParams({ v: VERSION });
    for (const [name, value] of Object.entries(parameters)) if (value !== undefined) form.set(name, String(value));
    const answer = await this.parts.line.ask(`${this.parts.apiUrl}/method/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: Buffer.from(form.toString()),
      signal,
      operation: method,
    });
    if (answer.status !== 200) throw toVkStatusError(answer);
    return parseJsonOrUndefined(answer.text);
  }
}

const isRefusalOfToken = (raw: unknown): boolean => Value.Check(ErrorSchema, raw) && isTokenRefused(raw.error.error_code);

/** The server of an upload may be any public one. The client checks its address. */
function requireUrl(url: string): string {
  if (parseUrl(url) === undefined) throw unreadableError(200, 'VK');
  return url;
}
