import { createKey } from '../api/client.js';
import { removeAbandonedUpload, findAbandonedUploads, type AbandonedUpload } from './abandoned-uploads.js';
import { ResumableUpload } from './resumable-upload.js';
import type { ChosenFile } from './chosen-files.js';
import type { StagedFile } from './staged-files.js';
import { isAdded, isFinished, isInFlight, NO_OPTIONS, type UploadOptions, type UploadTarget, type UploadView } from './upload.js';

type Sender = Pick<ResumableUpload, 'resume' | 'pause' | 'cancel'>;
type CreateSender = (...args: ConstructorParameters<typeof ResumableUpload>) => Sender;

interface Entry {
  readonly view: UploadView;
  readonly sender?: Sender;
  readonly left?: AbandonedUpload;
}

interface NewUpload {
  readonly chosen: ChosenFile;
  readonly target: UploadTarget;
}

/** Browsers open six connections to a server without HTTP/2. The rest is for the page itself. */
const AT_ONCE = 3;

const isSame = (view: UploadView, file: File): boolean => view.name === file.name && view.size === file.size;

const hasTarget = (view: UploadView, { kind, replaces, options }: UploadTarget): boolean =>
  view.kind === kind &&
  view.replaces === replaces &&
  view.options.language === options.language &&
  view.options.template === options.template;

const createUpload: CreateSender = (...args) => new ResumableUpload(...args);

/** All uploads of this page, a few at once. They belong to no component, so navigation does not stop them. */
export class Uploads {
  #entries: readonly Entry[] = [];
  #views: readonly UploadView[] = [];
  readonly #listeners = new Set<() => void>();

  #library = '';

  /** `onEnd` gets an upload that has ended, and the number of those that have not begun. */
  constructor(
    private readonly onEnd: (view: UploadView, queued: number) => void,
    private readonly createSender = createUpload,
  ) {}

  /** In the order in which they are sent; ended ones follow in the order of their ends. */
  readonly views = (): readonly UploadView[] => this.#views;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** True if closing the page would stop an upload. */
  get isBusy(): boolean {
    return this.#views.some((view) => !isFinished(view) && !['interrupted', 'outdated'].includes(view.state));
  }

  /** Shows the unfinished uploads of a library. Uploads to another library stop: the server refuses them from here on. */
  async open(library: string): Promise<void> {
    if (library === this.#library) return;
    this.stop();
    this.#library = library;
    await this.findLeft();
  }

  /** Stops all uploads and forgets the library, because the person signs out. */
  close(): void {
    this.stop();
    this.#library = '';
  }

  async findLeft(): Promise<void> {
    const library = this.#library;
    const abandoned = await findAbandonedUploads(library, Date.now());
    if (library !== this.#library) return;
    const fresh = abandoned.filter(({ view }) => !this.#entries.some((entry) => entry.view.key === view.key));
    this.#put([...this.#entries, ...fresh.map((one) => ({ view: one.view, left: one }))]);
  }

  /** Stops all uploads and forgets them. The browser keeps what it needs to continue them in their library. */
  stop(): void {
    for (const { view, sender } of this.#entries) if (!isFinished(view)) void sender?.pause();
    this.#put([]);
  }

  /** The language is that of speech, so documents do not get it. */
  add(files: readonly StagedFile[], options: UploadOptions): void {
    this.#addAll(
      files.map(({ file, path, kind }) => ({
        chosen: { file, path },
        target: { kind, options: kind === 'documents' ? { ...options, language: '' } : options },
      })),
    );
  }

  /** Continues the upload of an earlier page, with its options. Returns false for another file. */
  continueWith(key: string, file: File): boolean {
    const view = this.#find(key)?.view;
    if (view === undefined || !isSame(view, file)) return false;
    const { path, kind, replaces, options } = view;
    this.#addAll([{ chosen: { file, path }, target: { kind, replaces, options } }]);
    return true;
  }

  replaceFile(file: File, target: Required<Pick<UploadTarget, 'kind' | 'replaces'>>): void {
    this.#addAll([{ chosen: { file, path: file.name }, target: { ...target, options: NO_OPTIONS } }]);
  }

  pause(key: string): void {
    void this.#find(key)?.sender?.pause();
  }

  resume(key: string): void {
    this.#change(key, { state: 'queued' });
  }

  /** Removes those that need nobody any more. */
  removeAdded(): void {
    this.#put(this.#entries.filter(({ view }) => !isAdded(view)));
  }

  remove(key: string): void {
    const entry = this.#find(key);
    if (entry === undefined) return;
    if (entry.left !== undefined) removeAbandonedUpload(entry.left).catch(() => undefined);
    else if (!isFinished(entry.view)) void entry.sender?.cancel();
    this.#put(this.#entries.filter(({ view }) => view.key !== key));
    this.#sendNext();
  }

  #addAll(uploads: readonly NewUpload[]): void {
    const fresh = uploads.filter(({ chosen, target }) => !this.#isUnderWay(chosen, target));
    const continued = new Set(fresh.flatMap(({ chosen: { file }, target }) => this.#findAbandoned(file, target) ?? []));
    const entries = fresh.map((one) => this.#createEntry(one));
    this.#put([...this.#entries.filter((entry) => !continued.has(entry)), ...entries]);
    this.#sendNext();
  }

  /** The same file is not uploaded twice at the same time for the same target. */
  #isUnderWay({ file, path }: ChosenFile, target: UploadTarget): boolean {
    return this.#entries.some(
      ({ view, sender }) =>
        sender !== undefined && !isFinished(view) && isSame(view, file) && view.path === path && hasTarget(view, target),
    );
  }

  #findAbandoned(file: File, target: UploadTarget): Entry | undefined {
    return this.#entries.find(({ left, view }) => left !== undefined && isSame(view, file) && hasTarget(view, target));
  }

  #createEntry({ chosen: { file, path }, target }: NewUpload): Entry {
    const key = createKey();
    const sender = this.createSender(file, { ...target, library: this.#library }, (change) => {
      this.#change(key, change);
    });
    const view = { key, name: file.name, path, ...target, size: file.size, sent: 0, state: 'queued' } as const;
    return { view, sender };
  }

  /** Begins queued uploads, in the order of their choices, as long as there is room. */
  #sendNext(): void {
    for (;;) {
      const inFlight = this.#entries.filter(({ view }) => isInFlight(view));
      // The server would take two files of one name and size as the same upload. They are sent one after the other.
      const isFree = ({ view }: Entry): boolean =>
        !inFlight.some(({ view: other }) => other.name === view.name && other.size === view.size);
      const next = inFlight.length < AT_ONCE ? this.#queue().find(isFree) : undefined;
      if (next?.sender === undefined) return;
      this.#set(next, { state: 'sending' });
      next.sender.resume();
    }
  }

  #queue(): readonly Entry[] {
    return this.#entries.filter(({ view }) => view.state === 'queued');
  }

  #find(key: string): Entry | undefined {
    return this.#entries.find(({ view }) => view.key === key);
  }

  #change(key: string, change: Partial<UploadView>): void {
    const before = this.#find(key);
    if (before === undefined) return;
    const view = this.#set(before, change);
    if (isFinished(view) && !isFinished(before.view)) {
      this.#moveToEnd(key);
      this.onEnd(view, this.#queue().length);
    }
    this.#sendNext();
  }

  /** Keeps ended uploads in the order of their ends. */
  #moveToEnd(key: string): void {
    const isIt = ({ view }: Entry): boolean => view.key === key;
    this.#put([...this.#entries.filter((entry) => !isIt(entry)), ...this.#entries.filter(isIt)]);
  }

  #set({ view: before }: Entry, change: Partial<UploadView>): UploadView {
    const view = { ...before, ...change };
    this.#put(this.#entries.map((entry) => (entry.view.key === view.key ? { ...entry, view } : entry)));
    return view;
  }

  #put(entries: readonly Entry[]): void {
    this.#entries = entries;
    this.#views = entries.map(({ view }) => view);
    for (const listener of this.#listeners) listener();
  }
}
