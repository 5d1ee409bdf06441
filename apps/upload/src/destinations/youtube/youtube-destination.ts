import { RetryableError, type Json, type SkipReason } from '@throughline/contracts';
import type { PictureSource } from '@throughline/media';
import type { KeyValueStore } from '@throughline/messaging';
import { Type, type Static } from 'typebox';
import type { ChunkAnswer } from '../../chunks/chunked-uploads.js';
import { readLastChunk } from '../../chunks/last-chunk.js';
import { sendAllButLast, sendOnce } from '../../chunks/send-all-but-last.js';
import {
  type DeliveredObject,
  type DeliveryFile,
  type DeliveryRequest,
  type FinishAnswer,
  type FollowUp,
  type SessionDestination,
  type SessionState,
  type TextsUpdate,
  type TransferHooks,
} from '../../kit/destination.js';
import type { Probe } from '../../kit/probe.js';
import { SessionNotes, computeSessionId, hashMetadata, type StoredNote } from '../../kit/session-notes.js';
import { isVideo } from '../../kit/video-file.js';
import { YouTubeFollowUps } from './follow-ups.js';
import type { YouTubeSettings } from './settings.js';
import type { VideoMetadata, YouTubeClient } from './youtube-client.js';
import { noChannelError } from './youtube-errors.js';
import { listYouTubeProbes } from './youtube-probes.js';

const NoteSchema = Type.Object({
  v: Type.Literal(1),
  /** Bytes of the video. */
  size: Type.Integer({ minimum: 1 }),
  /** Address of the upload session. */
  url: Type.String(),
  /** Hash of what the session has fixed. */
  metadata: Type.Optional(Type.String()),
  /** The id of the video, once the session has created it. */
  video: Type.Optional(Type.String()),
});
type UploadNote = StoredNote<Static<typeof NoteSchema>>;

type EndedSession = Exclude<SessionState, { kind: 'open' | 'stuck' }>;

export interface YouTubeDestinationParts {
  readonly settings: YouTubeSettings;
  readonly youtube: YouTubeClient;
  readonly notes: KeyValueStore;
  readonly pictures: PictureSource;
}

/**
 * A YouTube channel, class *session*: the video of each recording becomes a video there.
 * An upload session creates at most one video, and all attempts at a content share one session. The video is sent except for its
 * last chunk of at most 256 KiB, which creates it and is the finalising step. YouTube has no key of ours to search for, so the
 * session is the only one to ask.
 */
export class YouTubeDestination implements SessionDestination {
  readonly class = 'session';
  readonly place: string;
  readonly #notes: SessionNotes<typeof NoteSchema>;
  readonly #followUps: YouTubeFollowUps;

  constructor(private readonly parts: YouTubeDestinationParts) {
    this.place = `youtube ${String(parts.settings.credential)}`;
    this.#notes = new SessionNotes(parts.notes, { service: 'youtube', schema: NoteSchema });
    this.#followUps = new YouTubeFollowUps(parts.youtube, parts.settings, parts.pictures);
  }

  urlOf(video: string): string {
    return `https://www.youtube.com/watch?v=${video}`;
  }

  async check(signal?: AbortSignal): Promise<void> {
    if ((await this.parts.youtube.findChannel(signal)) === undefined) throw noChannelError();
  }

  probes(): readonly Probe[] {
    return listYouTubeProbes(this.parts.youtube, this.parts.settings.playlist);
  }

  selects(files: readonly DeliveryFile[]): readonly DeliveryFile[] {
    return files.filter(isVideo).slice(0, 1);
  }

  /** YouTube takes no documents, and no sound without a picture. */
  skips({ files }: DeliveryRequest): SkipReason | undefined {
    return files.length === 0 ? 'not_applicable' : undefined;
  }

  skipsFollowUp(followUp: FollowUp): Promise<SkipReason | undefined> {
    return this.#followUps.skips(followUp);
  }

  followUp(followUp: FollowUp): Promise<Readonly<Record<string, Json>>> {
    return this.#followUps.run(followUp);
  }

  /** Tags, category and languages stay as they are at YouTube, where a person may have changed them. */
  async updateTexts({ externalId, title, description, signal }: TextsUpdate): Promise<Readonly<Record<string, Json>>> {
    const { youtube } = this.parts;
    const before = await youtube.getSnippet(externalId, signal);
    const isThere = before.title === title && (before.description ?? '') === description;
    if (!isThere) await youtube.replaceSnippet(externalId, { ...before, title, description }, signal);
    return { reconciled: isThere };
  }

  /** The session is on record before its first byte. A session that is not on record has none, and expires. */
  async open(request: DeliveryRequest, signal?: AbortSignal): Promise<string> {
    const { youtube } = this.parts;
    const id = computeSessionId(this.place, request.key);
    const found = await this.#findCurrent(id, request, signal);
    // Another attempt may have begun or completed this upload.
    if (found !== undefined && (await this.#counts(found, signal))) return id;
    const { size, mediaType } = getVideo(request);
    const metadata = this.#metadata(request);
    const url = await youtube.begin(metadata, { size, mediaType }, signal);
    const note = { v: 1, size, url, metadata: hashMetadata(metadata) } as const;
    if (!(await this.#notes.write(id, note, found?.revision))) await youtube.uploads.end(url, signal);
    return id;
  }

  async inspect(session: string, request: DeliveryRequest, signal?: AbortSignal): Promise<SessionState> {
    const found = await this.#notes.find(session);
    if (found === undefined) return { kind: 'gone' };
    const state = await this.#state(session, found, signal);
    if (state.kind !== 'kept') return state;
    return this.#isOutdated(found, request) ? { kind: 'stuck' } : { kind: 'open', offset: state.kept };
  }

  async send({ session }: { session: string }, request: DeliveryRequest, hooks: TransferHooks): Promise<'sent' | 'gone'> {
    const found = await this.#notes.find(session);
    if (found === undefined) return 'gone';
    const state = await this.#state(session, found, hooks.signal);
    if (state.kind !== 'kept') return state.kind === 'gone' ? 'gone' : 'sent';
    const file = getVideo(request);
    const ended = await sendAllButLast({
      uploads: this.parts.youtube.uploads,
      file,
      session: found.note.url,
      kept: state.kept,
      signal: hooks.signal,
      onKept: hooks.onProgress,
    });
    if (ended === 'gone') return this.#forget(session, found);
    // Only the last chunk is missing, which creates the video.
    hooks.onProgress(file.size);
    return 'sent';
  }

  async finish(session: string, request: DeliveryRequest, signal: AbortSignal): Promise<FinishAnswer> {
    const found = await this.#notes.find(session);
    if (found === undefined) return { kind: 'gone' };
    const { url, size } = found.note;
    const { uploads } = this.parts.youtube;
    const state = await this.#state(session, found, signal);
    if (state.kind !== 'kept') return state;
    if (state.kept < uploads.findLastChunk(size)) return { kind: 'incomplete', offset: state.kept };
    const last = await readLastChunk(getVideo(request), state.kept);
    // Without an answer, this asks the session whether it has created the video. It never repeats the request blindly.
    const answer = await sendOnce({ uploads, session: url, signal }, last);
    if (answer.kind === 'kept') return { kind: 'incomplete', offset: answer.kept };
    const ended = await this.#conclude(session, found, answer);
    return ended.kind === 'gone' ? ended : { kind: 'complete', delivered: { ...ended.delivered, reconciled: false } };
  }

  /** YouTube either creates the video or ends the session, and the session tells which of the two has happened. */
  async cancel(
    session: string,
    _request: DeliveryRequest,
    signal?: AbortSignal,
  ): Promise<EndedSession | { readonly kind: 'cancelled' }> {
    const found = await this.#notes.find(session);
    if (found === undefined) return { kind: 'gone' };
    if (found.note.video === undefined) await this.parts.youtube.uploads.end(found.note.url, signal);
    const state = await this.#state(session, found, signal);
    if (state.kind === 'kept') throw new RetryableError('session-lost', 'YouTube has not ended the upload session');
    return state.kind === 'gone' ? { kind: 'cancelled' } : state;
  }

  #metadata({ title, description = '' }: DeliveryRequest): VideoMetadata {
    const { tags, categoryId, privacy, madeForKids } = this.parts.settings;
    return { title, description, tags, categoryId, privacy, madeForKids };
  }

  /** Returns true for an upload that would create a video with an earlier title or visibility. */
  #isOutdated({ note }: UploadNote, request: DeliveryRequest): boolean {
    return note.video === undefined && note.metadata !== hashMetadata(this.#metadata(request));
  }

  /** Ends an outdated upload, so that no other attempt can complete it. It may have created its video, which counts then. */
  async #findCurrent(
    session: string,
    request: DeliveryRequest,
    signal: AbortSignal | undefined,
  ): Promise<UploadNote | undefined> {
    const found = await this.#notes.find(session);
    if (found === undefined || !this.#isOutdated(found, request)) return found;
    await this.cancel(session, request, signal);
    return this.#notes.find(session);
  }

  /** Returns true for an upload that is open, or whose video still exists. */
  async #counts({ note }: UploadNote, signal: AbortSignal | undefined): Promise<boolean> {
    return note.video === undefined || this.parts.youtube.hasVideo(note.video, signal);
  }

  async #state(
    session: string,
    found: UploadNote,
    signal: AbortSignal | undefined,
  ): Promise<Extract<ChunkAnswer, { kind: 'kept' }> | EndedSession> {
    const { note } = found;
    if (note.video !== undefined)
      return (await this.#counts(found, signal))
        ? { kind: 'complete', delivered: this.#delivered(note.video) }
        : { kind: 'gone' };
    const status = await this.parts.youtube.uploads.status(note.url, note.size, signal);
    if (status.kind === 'trouble') throw status.error;
    return status.kind === 'kept' ? status : this.#conclude(session, found, status);
  }

  /** Records the end of a session. Another attempt that records the same at the same time is no conflict. */
  async #conclude(
    session: string,
    found: UploadNote,
    ended: Extract<ChunkAnswer<string>, { kind: 'complete' | 'gone' }>,
  ): Promise<EndedSession> {
    if (ended.kind === 'gone') return { kind: await this.#forget(session, found) };
    await this.#notes.write(session, { ...found.note, video: ended.item }, found.revision);
    return { kind: 'complete', delivered: this.#delivered(ended.item) };
  }

  async #forget(session: string, found: UploadNote): Promise<'gone'> {
    await this.#notes.remove(session, found);
    return 'gone';
  }

  #delivered(video: string): DeliveredObject {
    return { externalId: video, url: this.urlOf(video), reconciled: true };
  }
}

function getVideo({ files: [video] }: DeliveryRequest): DeliveryFile {
  if (video === undefined) throw new Error('A delivery without a video is skipped');
  return video;
}
