import { extname } from 'node:path';
import { PermanentError, WaitingError, type JsonObject } from '@throughline/contracts';
import { Type } from 'typebox';
import { SourceBytes } from '../../delivery/source-bytes.js';
import type { DeliveryFile, DeliveryRequest, KeyedHooks, UnconfirmedDelivery } from '../../kit/destination.js';
import { findDocument, selectDocuments, readStoredDocument } from './documents.js';
import { buildDocumentForm } from './form.js';
import { resolveLabelFields, type FormField } from './labels.js';
import { toNote, parseNote, type PaperlessNote, type FileProgress } from './paperless-note.js';
import { removeReplaced } from './replaced-documents.js';
import type { PaperlessOutput } from './paperless-output.js';
import { readTaskState, findTaskOfFile, type TaskState } from './tasks.js';

/** A file without a document and a task this long after its upload counts as lost. */
const LOST_AFTER_MS = 600_000;
const TITLE_LETTERS = 128;
const TaskIdSchema = Type.String({ minLength: 1, maxLength: 100 });

type CheckResult = 'seen' | 'gone';

export interface PaperlessDeliveryParts {
  readonly at: PaperlessOutput;
  readonly place: string;
}

/**
 * One attempt to deliver documents. It never waits for Paperless to process them: unfinished files end the attempt, and the
 * next one checks again.
 */
export class PaperlessDelivery {
  #noted: PaperlessNote;
  #labels: readonly FormField[] | undefined;
  #sent = 0;

  constructor(
    private readonly to: PaperlessDeliveryParts,
    private readonly request: DeliveryRequest,
    private readonly hooks: KeyedHooks,
  ) {
    this.#noted = { at: to.place, files: {}, older: {} };
  }

  /** Returns the ids of the documents in file order. Unconfirmed if a document was accepted and cannot be found any more. */
  async run(): Promise<readonly number[] | UnconfirmedDelivery> {
    const documents = selectDocuments(this.request.files);
    await this.hooks.confirm();
    this.#takeUp(documents);
    for (const file of documents) await this.#handOver(file);
    const seen: CheckResult[] = [];
    for (const file of documents) seen.push(await this.#lookAt(file));
    if (seen.includes('gone')) return { kind: 'unconfirmed', otherwise: this.#withoutDoubtful() };
    const ids = documents.flatMap(({ sha256 }) => this.#noted.files[sha256]?.document ?? []);
    if (ids.length < documents.length) throw this.#waitingError('takes the document in');
    if (Object.keys(this.#noted.older).length > 0) await this.#makeWay(ids);
    return ids;
  }

  /** Returns the note for a repeated upload of the uncertain files. Older documents stay marked for replacement. */
  #withoutDoubtful(): JsonObject {
    const files = Object.entries(this.#noted.files).filter(([, { document }]) => document !== undefined);
    return toNote({ ...this.#noted, files: Object.fromEntries(files) });
  }

  /** Continues an earlier attempt at this content. Marks any other content for replacement. */
  #takeUp(documents: readonly DeliveryFile[]): void {
    const { noted } = this.hooks;
    const earlier = noted === undefined ? undefined : parseNote(noted.data);
    if (earlier?.at !== this.to.place) return;
    if (noted?.key === this.request.key) {
      this.#noted = earlier;
      return;
    }
    const all = { ...earlier.older, ...earlier.files };
    const isNow = (sha256: string): boolean => documents.some((file) => file.sha256 === sha256);
    const entries = Object.entries(all);
    this.#noted = {
      at: this.to.place,
      files: Object.fromEntries(entries.filter(([sha256]) => isNow(sha256))),
      older: Object.fromEntries(entries.filter(([sha256]) => !isNow(sha256))),
    };
  }

  /** A document that a user has deleted may be delivered again. */
  async #forgetWhatIsGone(file: DeliveryFile): Promise<void> {
    const document = this.#noted.files[file.sha256]?.document;
    if (document === undefined || (await readStoredDocument(this.to.at.client, document, this.hooks.signal)) !== undefined)
      return;
    await this.#note(file, undefined);
  }

  async #handOver(file: DeliveryFile): Promise<void> {
    await this.#forgetWhatIsGone(file);
    const sending = this.#noted.files[file.sha256];
    const isUnderWay = sending?.document !== undefined || sending?.task !== undefined;
    if (!isUnderWay && !(await this.#isFound(file, sending)) && this.#isLost(sending)) return this.#post(file);
    this.#report(file.size);
  }

  /** Finds the file as a document, or as the task of an upload whose answer was lost. */
  async #isFound(file: DeliveryFile, sending: FileProgress | undefined): Promise<boolean> {
    const { client } = this.to.at;
    const { signal } = this.hooks;
    const document = await findDocument(client, file, signal);
    // Before the upload there was no such document, so the upload created it.
    const made = sending?.posted_at !== undefined;
    if (document !== undefined) await this.#note(file, { document, made });
    if (document !== undefined || !made) return document !== undefined;
    const task = await findTaskOfFile(client, this.#filenameOf(file), signal);
    if (task !== undefined) await this.#note(file, { ...sending, task });
    return task !== undefined;
  }

  /** Paperless may need a while to write the file before a task or an answer exists. */
  #isLost(sending: FileProgress | undefined): boolean {
    return this.to.at.now() - (sending?.posted_at ?? -Infinity) > LOST_AFTER_MS;
  }

  async #post(file: DeliveryFile): Promise<void> {
    const { at } = this.to;
    this.#labels ??= await resolveLabelFields(at, this.hooks.signal);
    const posted = { posted_at: at.now() };
    await this.#note(file, posted);
    await this.hooks.confirm();
    const { task, error } = await this.#send(file, this.#labels);
    if (task !== undefined) return this.#note(file, { ...posted, task });
    // If this cannot be recorded either, the next attempt only waits for the file until it counts as lost.
    await this.#note(file, undefined).catch(() => undefined);
    throw error;
  }

  /** Uploads a file. Returns an error if certainly nothing was taken, and throws if the outcome is unknown. */
  async #send(file: DeliveryFile, labels: readonly FormField[]): Promise<{ readonly task?: string; readonly error?: unknown }> {
    const { signal } = this.hooks;
    const { mediaType, size } = file;
    const source = new SourceBytes([file], signal);
    const fields = [['title', this.#titleOf(file)] as const, ...labels];
    const onBytes = (bytes: number): void => {
      this.#report(bytes);
    };
    const form = buildDocumentForm({ filename: this.#filenameOf(file), mediaType, size, fields }, source, onBytes);
    try {
      const { type, body } = form;
      const answer = await this.to.at.client.post('documents/post_document/', TaskIdSchema, { type, body, signal });
      return answer.kind === 'taken' ? { task: answer.value } : { error: answer.error };
    } catch (error) {
      if (form.mayBeWhole()) throw error;
      return { error };
    } finally {
      await source.close();
    }
  }

  async #lookAt(file: DeliveryFile): Promise<CheckResult> {
    const sending = this.#noted.files[file.sha256];
    if (sending?.document !== undefined || sending?.task === undefined) return 'seen';
    const { client } = this.to.at;
    const found = await readTaskState(client, sending.task, this.hooks.signal);
    if (found.kind === 'refused') {
      await this.#note(file, undefined);
      throw new PermanentError('document-refused', `${client.terms.where} has not accepted ${file.name}: ${found.why}`);
    }
    const document = await this.#documentOf(found, file);
    if (document === undefined) return this.#isGone(found, sending) ? 'gone' : 'seen';
    await this.#note(file, { document, made: found.kind !== 'duplicate' });
    return 'seen';
  }

  /** The document was accepted and then deleted, or was lost. Only a person may request a second one. */
  #isGone({ kind }: TaskState, sending: FileProgress): boolean {
    return kind === 'taken' || (kind === 'unknown' && this.#isLost(sending));
  }

  /** Verifies that a reported document exists: a user may have deleted it. */
  async #documentOf(found: TaskState, file: DeliveryFile): Promise<number | undefined> {
    const { client } = this.to.at;
    const { signal } = this.hooks;
    if (found.kind === 'duplicate') return found.id;
    if (found.kind !== 'taken' && found.kind !== 'unknown') return undefined;
    const id = found.kind === 'taken' ? found.id : undefined;
    if (id !== undefined && (await readStoredDocument(client, id, signal)) !== undefined) return id;
    return findDocument(client, file, signal);
  }

  /** Runs last: the newer documents must exist before older ones are removed. */
  async #makeWay(ids: readonly number[]): Promise<void> {
    for (const [sha256, sending] of Object.entries(this.#noted.older)) {
      await this.hooks.confirm();
      if ((await removeReplaced(this.to.at, { sending, ids }, this.hooks.signal)) === 'running')
        throw this.#waitingError('takes in what was delivered before');
      const { [sha256]: _, ...older } = this.#noted.older;
      this.#noted = { ...this.#noted, older };
      await this.#write();
    }
  }

  #waitingError(what: string): WaitingError {
    return new WaitingError(
      'consumption',
      `${this.to.at.client.terms.where} ${what}: the delivery continues automatically when it has`,
    );
  }

  async #note(file: DeliveryFile, sending: FileProgress | undefined): Promise<void> {
    const { [file.sha256]: _, ...files } = this.#noted.files;
    this.#noted = { ...this.#noted, files: sending === undefined ? files : { ...files, [file.sha256]: sending } };
    await this.#write();
  }

  #write(): Promise<void> {
    return this.hooks.note(toNote(this.#noted));
  }

  #titleOf({ name }: DeliveryFile): string {
    const { title } = this.request;
    const single = selectDocuments(this.request.files).length === 1;
    const full = title === '' ? name : single ? title : `${title} – ${name}`;
    // Drops half of a surrogate pair.
    return full.slice(0, TITLE_LETTERS).replace(/[\uD800-\uDBFF]$/, '');
  }

  /** Returns a file name that is unique to content and asset. It identifies the task if the answer is lost. */
  #filenameOf({ name, sha256 }: DeliveryFile): string {
    const extension = extname(name);
    const stem = name.slice(0, name.length - extension.length);
    return `${stem} [${this.request.assetId.slice(-12)}-${sha256.slice(0, 12)}]${extension}`;
  }

  #report(bytes: number): void {
    this.#sent += bytes;
    this.hooks.onProgress(this.#sent);
  }
}
