import { newKey } from '../api/client.js';
import { forgetLeft, leftUploads, type LeftUpload } from './left-uploads.js';
import { ResumableUpload } from './resumable-upload.js';
import { kindOf } from './kind-of.js';
import { isOver, type UploadKind, type UploadView } from './upload.js';

interface Entry {
  readonly view: UploadView;
  readonly running?: ResumableUpload;
  readonly left?: LeftUpload;
}

const isSame = (view: UploadView, file: File): boolean => view.name === file.name && view.size === file.size;

/** All uploads of this page. They belong to no component: going to another page of it does not end them. */
export class Uploads {
  #entries: readonly Entry[] = [];
  #views: readonly UploadView[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(private readonly onEnd: (view: UploadView) => void) {}

  readonly views = (): readonly UploadView[] => this.#views;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Something would be lost from sight if the page were closed now. */
  get isBusy(): boolean {
    return this.#views.some((view) => !isOver(view) && view.state !== 'interrupted');
  }

  async findLeft(): Promise<void> {
    const left = await leftUploads(Date.now());
    const fresh = left.filter(({ view }) => !this.#entries.some((entry) => entry.view.key === view.key));
    this.#put([...this.#entries, ...fresh.map((one) => ({ view: one.view, left: one }))]);
  }

  /** Each becomes what it looks like; `otherwise` where that cannot be seen. */
  add(files: readonly File[], otherwise: UploadKind): void {
    for (const file of files) this.#addOne(file, kindOf(file) ?? otherwise);
  }

  pause(key: string): void {
    void this.#find(key)?.running?.pause();
  }

  resume(key: string): void {
    this.#find(key)?.running?.resume();
  }

  /** Ends it where it still runs, and takes it from the list. */
  remove(key: string): void {
    const entry = this.#find(key);
    if (entry === undefined) return;
    if (entry.left !== undefined) void forgetLeft(entry.left);
    else if (!isOver(entry.view)) void entry.running?.cancel();
    this.#put(this.#entries.filter(({ view }) => view.key !== key));
  }

  #addOne(file: File, kind: UploadKind): void {
    // A file that is on its way already is not sent twice at the same time.
    if (this.#entries.some(({ view, running }) => running !== undefined && !isOver(view) && isSame(view, file))) return;
    const key = newKey();
    const running = new ResumableUpload(file, kind, (change) => {
      this.#change(key, change);
    });
    const view: UploadView = { key, name: file.name, kind, size: file.size, sent: 0, state: 'sending' };
    const others = this.#entries.filter((entry) => !(entry.left !== undefined && isSame(entry.view, file)));
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
    if (isOver(view) && !isOver(before.view)) this.onEnd(view);
  }

  #put(entries: readonly Entry[]): void {
    this.#entries = entries;
    this.#views = entries.map(({ view }) => view);
    for (const listener of this.#listeners) listener();
  }
}
