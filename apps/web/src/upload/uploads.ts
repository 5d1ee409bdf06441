import { createKey } from '../api/client.js';
import { removeAbandonedUpload, findAbandonedUploads, type AbandonedUpload } from './abandoned-uploads.js';
import { ResumableUpload } from './resumable-upload.js';
import type { StagedFile } from './staged-files.js';
import { isFinished, NO_OPTIONS, type UploadOptions, type UploadTarget, type UploadView } from './upload.js';

interface Entry {
  readonly view: UploadView;
  readonly running?: ResumableUpload;
  readonly left?: AbandonedUpload;
}

const isSame = (view: UploadView, file: File): boolean => view.name === file.name && view.size === file.size;

const hasTarget = (view: UploadView, { kind, replaces, options }: UploadTarget): boolean =>
  view.kind === kind &&
  view.replaces === replaces &&
  view.options.language === options.language &&
  view.options.template === options.template;

/** All uploads of this page. They belong to no component, so navigation does not stop them. */
export class Uploads {
  #entries: readonly Entry[] = [];
  #views: readonly UploadView[] = [];
  readonly #listeners = new Set<() => void>();

  #library = '';

  constructor(private readonly onEnd: (view: UploadView) => void) {}

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
    for (const { view, running } of this.#entries) if (!isFinished(view)) void running?.pause();
    this.#put([]);
  }

  /** The language is that of speech, so documents do not get it. */
  add(files: readonly StagedFile[], options: UploadOptions): void {
    for (const { file, kind } of files)
      this.#addOne(file, { kind, options: kind === 'documents' ? { ...options, language: '' } : options });
  }

  /** Continues the upload of an earlier page, with its options. Returns false for another file. */
  continueWith(key: string, file: File): boolean {
    const view = this.#find(key)?.view;
    if (view === undefined || !isSame(view, file)) return false;
    this.#addOne(file, { kind: view.kind, replaces: view.replaces, options: view.options });
    return true;
  }

  replaceFile(file: File, target: Required<Pick<UploadTarget, 'kind' | 'replaces'>>): void {
    this.#addOne(file, { ...target, options: NO_OPTIONS });
  }

  pause(key: string): void {
    void this.#find(key)?.running?.pause();
  }

  resume(key: string): void {
    this.#find(key)?.running?.resume();
  }

  remove(key: string): void {
    const entry = this.#find(key);
    if (entry === undefined) return;
    if (entry.left !== undefined) removeAbandonedUpload(entry.left).catch(() => undefined);
    else if (!isFinished(entry.view)) void entry.running?.cancel();
    this.#put(this.#entries.filter(({ view }) => view.key !== key));
  }

  #addOne(file: File, target: UploadTarget): void {
    // The same file is not uploaded twice at the same time for the same target.
    const isRunning = ({ view, running }: Entry): boolean =>
      running !== undefined && !isFinished(view) && isSame(view, file) && hasTarget(view, target);
    if (this.#entries.some(isRunning)) return;
    const key = createKey();
    const running = new ResumableUpload(file, { ...target, library: this.#library }, (change) => {
      this.#change(key, change);
    });
    const view: UploadView = { key, name: file.name, ...target, size: file.size, sent: 0, state: 'sending' };
    const continued = this.#entries.find(({ left, view }) => left !== undefined && isSame(view, file) && hasTarget(view, target));
    const others = this.#entries.filter((entry) => entry !== continued);
    this.#put([{ view, running }, ...others]);
    void running.start();
  }

  #find(key: string): Entry | undefined {
    return this.#entries.find(({ view }) => view.key === key);
  }

  #change(key: string, change: Partial<UploadView>): void {
    const before = this.#find(key);
    if (before === undefined) return;
    const view = { ...before.view, ...change };
    this.#put(this.#entries.map((entry) => (entry.view.key === key ? { ...entry, view } : entry)));
    if (isFinished(view) && !isFinished(before.view)) this.onEnd(view);
  }

  #put(entries: readonly Entry[]): void {
    this.#entries = entries;
    this.#views = entries.map(({ view }) => view);
    for (const listener of this.#listeners) listener();
  }
}
