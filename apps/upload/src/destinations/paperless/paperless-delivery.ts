import { extname } from 'node:path';
import { PermanentError, WaitingError, type JsonObject } from '@throughline/contracts';
import { Type } from 'typebox';
import { SourceBytes } from '../../delivery/source-bytes.js';
import type { DeliveryFile, DeliveryRequest, KeyedHooks, Unconfirmed } from '../destination.js';
import { documentOf, documentsOf, heldAs } from './documents.js';
import { documentForm } from './form.js';
import { labelFields, type FormField } from './labels.js';
import { noteOf, readNoted, type Noted, type Sending } from './noted.js';
import { makeWay } from './older.js';
import type { PaperlessPlace } from './place.js';
import { lookAtTask, taskOfFile, type Consumption } from './tasks.js';

/** A file that there is neither a document nor a task of so long after it was handed over has been lost. */
const LOST_AFTER_MS = 600_000;
const TITLE_LETTERS = 128;
const TaskIdSchema = Type.String({ minLength: 1, maxLength: 100 });

type Looked = 'seen' | 'gone';

export interface PaperlessDeliveryParts {
  readonly at: PaperlessPlace;
  readonly place: string;
}

/** One attempt to hand documents over. It never waits for the consumer: what is not done yet ends the attempt, and the next one looks again. */
export class PaperlessDelivery {
  #noted: Noted;
  #labels: readonly FormField[] | undefined;
  #sent = 0;

  constructor(
    private readonly to: PaperlessDeliveryParts,
    private readonly request: DeliveryRequest,
    private readonly hooks: KeyedHooks,
  ) {
    this.#noted = { at: to.place, files: {}, older: {} };
  }

  /** The ids of the documents, in the order of their files; or that nobody knows, as one was taken in and is not there any more. */
  async run(): Promise<readonly number[] | Unconfirmed> {
    const documents = documentsOf(this.request.files);
    await this.hooks.confirm();
    this.#takeUp(documents);
    for (const file of documents) await this.#handOver(file);
    const seen: Looked[] = [];
    for (const file of documents) seen.push(await this.#lookAt(file));
    if (seen.includes('gone')) return { kind: 'unconfirmed', otherwise: this.#withoutDoubtful() };
    const ids = documents.flatMap(({ sha256 }) => this.#noted.files[sha256]?.document ?? []);
    if (ids.length < documents.length) throw this.#waits('takes the document in');
    if (Object.keys(this.#noted.older).length > 0) await this.#makeWay(ids);
    return ids;
  }

  /** What was to make way still is, once what is in doubt was handed over again. */
  #withoutDoubtful(): JsonObject {
    const files = Object.entries(this.#noted.files).filter(([, { document }]) => document !== undefined);
    return noteOf({ ...this.#noted, files: Object.fromEntries(files) });
  }

  /** Of this content it is gone on with; of any other it makes way for this one. */
  #takeUp(documents: readonly DeliveryFile[]): void {
    const { noted } = this.hooks;
    const earlier = noted === undefined ? undefined : readNoted(noted.data);
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

  /** Whoever has taken a document away since may have it delivered again. */
  async #forgetWhatIsGone(file: DeliveryFile): Promise<void> {
    const document = this.#noted.files[file.sha256]?.document;
    if (document === undefined || (await heldAs(this.to.at.client, document, this.hooks.signal)) !== undefined) return;
    await this.#note(file, undefined);
  }

  async #handOver(file: DeliveryFile): Promise<void> {
    await this.#forgetWhatIsGone(file);
    const sending = this.#noted.files[file.sha256];
    const isUnderWay = sending?.document !== undefined || sending?.task !== undefined;
    if (!isUnderWay && !(await this.#isFound(file, sending)) && this.#isLost(sending)) return this.#post(file);
    this.#report(file.size);
  }

  /** As a document, or as the task of a handing-over whose answer was lost. */
  async #isFound(file: DeliveryFile, sending: Sending | undefined): Promise<boolean> {
    const { client } = this.to.at;
    const { signal } = this.hooks;
    const document = await documentOf(client, file, signal);
    // It was asked for before it was handed over: what is there since is what was handed over.
    const made = sending?.posted_at !== undefined;
    if (document !== undefined) await this.#note(file, { document, made });
    if (document !== undefined || !made) return document !== undefined;
    const task = await taskOfFile(client, this.#filenameOf(file), signal);
    if (task !== undefined) await this.#note(file, { ...sending, task });
    return task !== undefined;
  }

  /** Paperless may still be writing down what it was handed, without an answer or a task to show for it. */
  #isLost(sending: Sending | undefined): boolean {
    return this.to.at.now() - (sending?.posted_at ?? -Infinity) > LOST_AFTER_MS;
  }

  async #post(file: DeliveryFile): Promise<void> {
    const { at } = this.to;
    this.#labels ??= await labelFields(at, this.hooks.signal);
    const posted = { posted_at: at.now() };
    await this.#note(file, posted);
    await this.hooks.confirm();
    const { task, error } = await this.#send(file, this.#labels);
    if (task !== undefined) return this.#note(file, { ...posted, task });
    // Where this cannot be written down either, what is not there is waited for, and no more than that.
    await this.#note(file, undefined).catch(() => undefined);
    throw error;
  }

  /** Gives an error where nothing was taken for sure, and throws where that is open. */
  async #send(file: DeliveryFile, labels: readonly FormField[]): Promise<{ readonly task?: string; readonly error?: unknown }> {
    const { signal } = this.hooks;
    const { mediaType, size } = file;
    const source = new SourceBytes([file], signal);
    const fields = [['title', this.#titleOf(file)] as const, ...labels];
    const onBytes = (bytes: number): void => {
      this.#report(bytes);
    };
    const form = documentForm({ filename: this.#filenameOf(file), mediaType, size, fields }, source, onBytes);
    try {
      const { type, body } = form;
      const answer = await this.to.at.client.post('documents/post_document/', TaskIdSchema, { type, body, signal });
      return answer.kind === 'taken' ? { task: answer.told } : { error: answer.error };
    } catch (error) {
      if (form.mayBeWhole()) throw error;
      return { error };
    } finally {
      await source.close();
    }
  }

  async #lookAt(file: DeliveryFile): Promise<Looked> {
    const sending = this.#noted.files[file.sha256];
    if (sending?.document !== undefined || sending?.task === undefined) return 'seen';
    const { client } = this.to.at;
    const found = await lookAtTask(client, sending.task, this.hooks.signal);
    if (found.kind === 'refused') {
      await this.#note(file, undefined);
      throw new PermanentError('document-refused', `${client.words.where} has not taken ${file.name} in: ${found.why}`);
    }
    const document = await this.#documentOf(found, file);
    if (document === undefined) return this.#isGone(found, sending) ? 'gone' : 'seen';
    await this.#note(file, { document, made: found.kind !== 'duplicate' });
    return 'seen';
  }

  /** It was taken, and somebody has taken it away since, or it was lost: a second one is for a person to ask for. */
  #isGone({ kind }: Consumption, sending: Sending): boolean {
    return kind === 'taken' || (kind === 'unknown' && this.#isLost(sending));
  }

  /** Seen, not only told of: what was taken in may have been deleted before anybody asked. */
  async #documentOf(found: Consumption, file: DeliveryFile): Promise<number | undefined> {
    const { client } = this.to.at;
    const { signal } = this.hooks;
    if (found.kind === 'duplicate') return found.id;
    if (found.kind !== 'taken' && found.kind !== 'unknown') return undefined;
    const told = found.kind === 'taken' ? found.id : undefined;
    if (told !== undefined && (await heldAs(client, told, signal)) !== undefined) return told;
    return documentOf(client, file, signal);
  }

  /** Only now, as the newer ones are there. */
  async #makeWay(ids: readonly number[]): Promise<void> {
    for (const [sha256, sending] of Object.entries(this.#noted.older)) {
      await this.hooks.confirm();
      if ((await makeWay(this.to.at, { sending, ids }, this.hooks.signal)) === 'running')
        throw this.#waits('takes in what was delivered before');
      const { [sha256]: _, ...older } = this.#noted.older;
      this.#noted = { ...this.#noted, older };
      await this.#write();
    }
  }

  #waits(what: string): WaitingError {
    return new WaitingError(
      'consumption',
      `${this.to.at.client.words.where} ${what}: the delivery goes on by itself once it has`,
    );
  }

  async #note(file: DeliveryFile, sending: Sending | undefined): Promise<void> {
    const { [file.sha256]: _, ...files } = this.#noted.files;
    this.#noted = { ...this.#noted, files: sending === undefined ? files : { ...files, [file.sha256]: sending } };
    await this.#write();
  }

  #write(): Promise<void> {
    return this.hooks.note(noteOf(this.#noted));
  }

  #titleOf({ name }: DeliveryFile): string {
    const { title } = this.request;
    const single = documentsOf(this.request.files).length === 1;
    const full = title === '' ? name : single ? title : `${title} – ${name}`;
    // Half a character would be none.
    return full.slice(0, TITLE_LETTERS).replace(/[\uD800-\uDBFF]$/, '');
  }

  /** Of this content of this recording alone: by it a task is found again whose answer was lost. */
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
