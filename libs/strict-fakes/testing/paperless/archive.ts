import { createHash, randomUUID } from 'node:crypto';
import { invalid, notFound } from './refusal.js';

export const LABELS = ['tags', 'correspondents', 'document_types', 'storage_paths'] as const;
export type LabelKind = (typeof LABELS)[number];
export interface Label {
  readonly id: number;
  readonly name: string;
}

export interface PaperlessDocument {
  readonly id: number;
  readonly title: string;
  readonly filename: string;
  readonly content: Buffer;
  /** Computed by the algorithm of this release. */
  readonly checksum: string;
  readonly tags: readonly number[];
  readonly correspondent: number | undefined;
  readonly documentType: number | undefined;
  readonly storagePath: number | undefined;
  readonly deletedAt: string | undefined;
}

export type TaskState = 'pending' | 'started' | 'success' | 'failure';

export interface PaperlessTask {
  readonly id: number;
  readonly taskId: string;
  readonly filename: string;
  readonly state: TaskState;
  readonly postedAt: number;
  readonly acknowledged: boolean;
  readonly documentId: number | undefined;
  readonly duplicateOf: PaperlessDocument | undefined;
  readonly error: string | undefined;
}

export type PostedDocument = Omit<PaperlessDocument, 'id' | 'checksum' | 'deletedAt'>;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export interface ArchiveRules {
  /**
   * The handling of a file whose content exists already. Older releases refuse it; newer ones accept it unless configured
   * otherwise.
   */
  readonly duplicates: 'refuse' | 'take';
  readonly checksum: 'md5' | 'sha256';
  readonly now: () => number;
  /** Milliseconds that the consumer takes for each file. */
  consumeMs: number;
  /** Returns the consumer's error for an unreadable file, otherwise `undefined`. */
  readonly unreadable: (file: PostedDocument) => string | undefined;
}

/** Documents, labels and tasks of a Paperless. Files wait for the consumer, which works by the fake's clock. */
export class Archive {
  readonly all = new Map<number, Writable<PaperlessDocument>>();
  readonly labels: Readonly<Record<LabelKind, Label[]>> = { tags: [], correspondents: [], document_types: [], storage_paths: [] };
  readonly #tasks: { readonly task: Writable<PaperlessTask>; readonly file: PostedDocument }[] = [];
  #ids = 0;

  constructor(private readonly rules: ArchiveRules) {}

  get documents(): readonly PaperlessDocument[] {
    this.#consume();
    return [...this.all.values()].filter(({ deletedAt }) => deletedAt === undefined);
  }

  /** The newest first. */
  get tasks(): readonly PaperlessTask[] {
    this.#consume();
    return this.#tasks.map(({ task }) => task).reverse();
  }

  nextId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  post(file: PostedDocument): string {
    const task = {
      id: this.nextId(),
      taskId: randomUUID(),
      filename: file.filename,
      state: 'pending' as const,
      postedAt: this.rules.now(),
      acknowledged: false,
      documentId: undefined,
      duplicateOf: undefined,
      error: undefined,
    };
    this.#tasks.push({ task, file });
    return task.taskId;
  }

  document(id: number): Writable<PaperlessDocument> {
    this.#consume();
    const found = this.all.get(id);
    if (found?.deletedAt !== undefined || found === undefined) throw notFound();
    return found;
  }

  /** Moves a document to the trash, as newer releases delete. */
  trash(id: number): void {
    this.document(id).deletedAt = new Date(this.rules.now()).toISOString();
  }

  restore(id: number): void {
    const found = this.all.get(id);
    if (found === undefined) throw notFound();
    found.deletedAt = undefined;
  }

  /** Hides all finished tasks, as the page does when a user has read them. */
  acknowledgeTasks(): void {
    for (const { task } of this.#tasks) if (task.state === 'success' || task.state === 'failure') task.acknowledged = true;
  }

  label(kind: LabelKind, name: string): Label {
    const made = { id: this.nextId(), name };
    if (this.labels[kind].some((each) => each.name.toLowerCase() === name.toLowerCase()))
      throw invalid('error', 'Object violates owner / name unique constraint');
    this.labels[kind].push(made);
    return made;
  }

  #consume(): void {
    for (const { task, file } of this.#tasks) {
      if (task.state === 'success' || task.state === 'failure') continue;
      const age = this.rules.now() - task.postedAt;
      if (age >= this.rules.consumeMs) this.#take(task, file);
      else task.state = age > 0 ? 'started' : 'pending';
    }
  }

  #take(task: Writable<PaperlessTask>, file: PostedDocument): void {
    const checksum = createHash(this.rules.checksum).update(file.content).digest('hex');
    task.error = this.rules.unreadable(file);
    task.duplicateOf = [...this.all.values()].find((each) => each.checksum === checksum);
    task.state = 'failure';
    if (task.error !== undefined || (task.duplicateOf !== undefined && this.rules.duplicates === 'refuse')) return;
    const id = this.nextId();
    this.all.set(id, { ...file, id, checksum, deletedAt: undefined });
    task.state = 'success';
    task.documentId = id;
  }
}
