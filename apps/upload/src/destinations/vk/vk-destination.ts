import { PermanentError, codeOf, type Json, type SkipReason } from '@throughline/contracts';
import type { PictureSource } from '@throughline/media';
import type { KeyValueStore } from '@throughline/messaging';
import type { Static } from 'typebox';
import { SourceBytes } from '../../delivery/source-bytes.js';
import type {
  DeliveredObject,
  DeliveryFile,
  DeliveryRequest,
  FinishAnswer,
  FollowUp,
  SessionDestination,
  SessionState,
  TextsUpdate,
  TransferHooks,
} from '../../kit/destination.js';
import type { Probe } from '../../kit/probe.js';
import { SessionNotes, computeSessionId, hashMetadata } from '../../kit/session-notes.js';
import { isVideo } from '../../kit/video-file.js';
import { hasArrived, lostUploadError, overtakenError } from './arrival.js';
import { VkFollowUps } from './follow-ups.js';
import type { VkSettings } from './settings.js';
import type { NewVideo, VkClient } from './vk-client.js';
import { UploadNoteSchema, type UploadNote } from './upload-note.js';
import { buildVideoForm } from './video-form.js';
import { parseVideoId, toVideoId } from './video-id.js';
import { noVideoError } from './vk-errors.js';
import { listVkProbes } from './vk-probes.js';

/** Codes of answers after which VK certainly has no usable video. */
const REFUSED = new Set(['output-failed', 'truncated']);

export interface VkDestinationParts {
  readonly settings: VkSettings;
  readonly vk: VkClient;
  readonly notes: KeyValueStore;
  readonly pictures: PictureSource;
  readonly now?: () => Date;
}

/**
 * Videos of a user or a community at VK, class *session*. VK gives a video its number before it takes the content, so the number
 * is the session. VK does not resume an upload. The note says whether the last byte was sent: before that VK cannot have the
 * video, so the number is deleted and another one begins. After that VK is asked for the number until it is certain.
 */
export class VkDestination implements SessionDestination {
  readonly class = 'session';
  readonly cancelsUnanswered = true;
  readonly place: string;
  readonly #notes: SessionNotes<typeof UploadNoteSchema>;
  readonly #followUps: VkFollowUps;
  /** Progress of sessions whose upload is the finalising step, which reports none itself. */
  readonly #progress = new Map<string, TransferHooks['onProgress']>();

  constructor(private readonly parts: VkDestinationParts) {
    const { credential, group } = parts.settings;
    this.place = `vk ${String(credential)}${group === undefined ? '' : ` ${String(group)}`}`;
    this.#notes = new SessionNotes(parts.notes, { service: 'vk', schema: UploadNoteSchema });
    this.#followUps = new VkFollowUps(parts.vk, parts.settings, parts.pictures);
  }

  urlOf(video: string): string {
    return `https://vk.com/video${video}`;
  }

  get #page(): number | undefined {
    const { group } = this.parts.settings;
    return group === undefined ? undefined : -group;
  }

  async check(signal?: AbortSignal): Promise<void> {
    await this.parts.vk.checkAccess(this.#page, signal);
  }

  probes(): readonly Probe[] {
    return listVkProbes(this.parts.vk, this.#page, this.parts.settings.album);
  }

  selects(files: readonly DeliveryFile[]): readonly DeliveryFile[] {
    return files.filter(isVideo).slice(0, 1);
  }

  /** VK takes no documents, and no sound without a picture. */
  skips({ files }: DeliveryRequest): SkipReason | undefined {
    return files.length === 0 ? 'not_applicable' : undefined;
  }

  skipsFollowUp(followUp: FollowUp): Promise<SkipReason | undefined> {
    return Promise.resolve(this.#followUps.skips(followUp));
  }

  followUp(followUp: FollowUp): Promise<Readonly<Record<string, Json>>> {
    return this.#followUps.run(followUp);
  }

  async updateTexts({ externalId, title, description, signal }: TextsUpdate): Promise<Readonly<Record<string, Json>>> {
    const video = parseVideoId(externalId);
    if (!(await this.parts.vk.hasVideo(video, signal))) throw noVideoError(externalId);
    await this.parts.vk.edit(video, { title, description }, signal);
    return {};
  }

  /** Creates a video without content, unless an earlier attempt has done so. */
  async open(request: DeliveryRequest, signal?: AbortSignal): Promise<string> {
    const { vk } = this.parts;
    const name = this.#noteName(request);
    const found = await this.#notes.find(name);
    const isDone = found?.note.upload === 'done';
    if (found !== undefined) {
      if (await this.#isReusable(found, request, signal)) return found.note.video;
      // If another attempt was first, its video is looked at again.
      if (!isDone && !(await this.#drop(found, request, signal))) return this.open(request, signal);
    }
    const created = this.#metadata(request);
    const saved = await vk.save(created, signal);
    const metadata = hashMetadata(created);
    const note = { v: 1, video: toVideoId(saved), url: saved.uploadUrl, metadata, upload: 'none' } as const;
    if (await this.#notes.write(name, note, isDone ? found.revision : undefined)) return note.video;
    // Another attempt was first, and its video is used.
    await vk.delete(saved, signal);
    return (await this.#notes.find(name))?.note.video ?? note.video;
  }

  async inspect(session: string, request: DeliveryRequest, signal?: AbortSignal): Promise<SessionState> {
    const found = await this.#find(session, request);
    if (found === undefined || this.#isOutdated(found, request)) return { kind: 'stuck' };
    if (found.note.upload === 'none') return { kind: 'open', offset: 0 };
    if (found.note.upload === 'begun') return { kind: 'stuck' };
    return (await this.#counts(found, request, signal))
      ? { kind: 'complete', delivered: this.#delivered(session) }
      : { kind: 'gone' };
  }

  /** Sends nothing: the upload makes the video visible, so it is the finalising step. */
  async send({ session }: { session: string }, request: DeliveryRequest, hooks: TransferHooks): Promise<'sent' | 'gone'> {
    this.#progress.set(session, hooks.onProgress);
    return (await this.#find(session, request)) === undefined ? 'gone' : 'sent';
  }

  async finish(session: string, request: DeliveryRequest, signal: AbortSignal): Promise<FinishAnswer> {
    const found = await this.#find(session, request);
    if (found === undefined) return { kind: 'gone' };
    if (found.note.upload === 'done') return { kind: 'complete', delivered: this.#delivered(session) };
    const name = this.#noteName(request);
    // Recorded before the first byte, so that no other attempt sends to the same address.
    if (found.note.upload !== 'none' || !(await this.#notes.write(name, { ...found.note, upload: 'begun' }, found.revision)))
      return { kind: 'incomplete', offset: 0 };
    try {
      await this.#upload(session, found.note.url, { request, signal });
    } catch (error) {
      if (REFUSED.has(codeOf(error) ?? '')) await this.#mark(session, request, { upload: 'begun' });
      throw error;
    }
    if (!(await this.#mark(session, request, { upload: 'done' })) && !(await this.#isDone(session, request)))
      throw overtakenError();
    return { kind: 'complete', delivered: { ...this.#delivered(session), reconciled: false } };
  }

  /**
   * Deletes the video, unless VK has confirmed its upload: also one that may have arrived. All attempts share the video, so it is
   * given up on record first: an attempt that completes it at the same time is either seen here, or sees the record.
   */
  async cancel(
    session: string,
    request: DeliveryRequest,
    signal?: AbortSignal,
  ): Promise<Exclude<SessionState, { kind: 'open' | 'stuck' }> | { readonly kind: 'cancelled' }> {
    for (;;) {
      const found = await this.#read(session, request);
      if (found?.note.upload === 'done')
        return (await this.#counts(found, request, signal))
          ? { kind: 'complete', delivered: this.#delivered(session) }
          : { kind: 'gone' };
      if (found === undefined) await this.parts.vk.delete(parseVideoId(session), signal);
      else if (!(await this.#drop(found, request, signal))) continue;
      return { kind: 'cancelled' };
    }
  }

  async #upload(
    session: string,
    url: string,
    { request, signal }: { request: DeliveryRequest; signal: AbortSignal },
  ): Promise<void> {
    const [file] = request.files;
    if (file === undefined) throw new Error('A delivery without a video is skipped');
    const source = new SourceBytes([file], signal);
    try {
      const form = buildVideoForm(file, source, {
        onProgress: this.#progress.get(session) ?? (() => undefined),
        beforeEnd: async () => {
          const sentAt = this.#now().toISOString();
          if (!(await this.#mark(session, request, { upload: 'sent', sentAt }))) throw overtakenError();
        },
      });
      const { size, id } = await this.parts.vk.upload(url, form, signal);
      if (size !== file.size || id !== parseVideoId(session).id)
        throw new PermanentError(
          'truncated',
          'VK reports another video than the one that was sent. Delete it there, then run the recording again',
        );
    } finally {
      await source.close();
    }
  }

  #now(): Date {
    return this.parts.now?.() ?? new Date();
  }

  /** Changes the note of a session. Returns false if another attempt has changed or removed it meanwhile. */
  async #mark(
    session: string,
    request: DeliveryRequest,
    change: Pick<Static<typeof UploadNoteSchema>, 'upload' | 'sentAt'>,
  ): Promise<boolean> {
    const found = await this.#find(session, request);
    return found !== undefined && this.#notes.write(this.#noteName(request), { ...found.note, ...change }, found.revision);
  }

  /** Asks VK about an upload without an answer. If VK has not kept it, deletes the number and throws. */
  async #settle(found: UploadNote, request: DeliveryRequest, signal: AbortSignal | undefined): Promise<void> {
    const { note, revision } = found;
    const now = this.#now();
    if (hasArrived(await this.parts.vk.findArrival(parseVideoId(note.video), signal), note.sentAt ?? now.toISOString(), now)) {
      const isWritten = await this.#notes.write(this.#noteName(request), { ...note, upload: 'done' }, revision);
      if (!isWritten && !(await this.#isDone(note.video, request))) throw overtakenError();
      return;
    }
    throw (await this.#drop(found, request, signal)) ? lostUploadError() : overtakenError();
  }

  /** Gives a video up on record, then deletes it and the record. Returns false if another attempt has changed the record. */
  async #drop({ note, revision }: UploadNote, request: DeliveryRequest, signal: AbortSignal | undefined): Promise<boolean> {
    const name = this.#noteName(request);
    if (!(await this.#notes.write(name, { ...note, upload: 'dropped' }, revision))) return false;
    await this.parts.vk.delete(parseVideoId(note.video), signal);
    const dropped = await this.#read(note.video, request);
    if (dropped !== undefined) await this.#notes.remove(name, dropped);
    return true;
  }

  #metadata({ title, description = '' }: DeliveryRequest): NewVideo {
    const { group, privacy } = this.parts.settings;
    return { title, description, group, privacy };
  }

  /** Returns true for a video with an earlier title or visibility. A video that may have arrived is kept nevertheless. */
  #isOutdated({ note }: UploadNote, request: DeliveryRequest): boolean {
    return note.upload === 'none' && note.metadata !== hashMetadata(this.#metadata(request));
  }

  async #isReusable(found: UploadNote, request: DeliveryRequest, signal: AbortSignal | undefined): Promise<boolean> {
    return !this.#isOutdated(found, request) && this.#counts(found, request, signal);
  }

  #noteName({ key }: Pick<DeliveryRequest, 'key'>): string {
    return computeSessionId(this.place, key);
  }

  /** Returns the note of a session that was not given up. */
  async #find(session: string, request: Pick<DeliveryRequest, 'key'>): Promise<UploadNote | undefined> {
    const found = await this.#read(session, request);
    return found?.note.upload === 'dropped' ? undefined : found;
  }

  async #isDone(session: string, request: Pick<DeliveryRequest, 'key'>): Promise<boolean> {
    return (await this.#find(session, request))?.note.upload === 'done';
  }

  /** Returns the note of a session. A note of the same name may belong to a later session. */
  async #read(session: string, request: Pick<DeliveryRequest, 'key'>): Promise<UploadNote | undefined> {
    const found = await this.#notes.find(this.#noteName(request));
    return found?.note.video === session ? found : undefined;
  }

  /** Returns true for a video without content, or one that still exists. Throws while the outcome of an upload is open. */
  async #counts(found: UploadNote, request: DeliveryRequest, signal: AbortSignal | undefined): Promise<boolean> {
    switch (found.note.upload) {
      case 'none':
        return true;
      case 'begun':
      case 'dropped':
        return false;
      case 'sent':
        await this.#settle(found, request, signal);
        return true;
      case 'done':
        return this.parts.vk.hasVideo(parseVideoId(found.note.video), signal);
    }
  }

  #delivered(video: string): DeliveredObject {
    return { externalId: video, url: this.urlOf(video), reconciled: true };
  }
}
