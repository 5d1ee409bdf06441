import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import { FakeService } from '../serving/fake-service.js';
import {
  Archive,
  LABELS,
  type PostedDocument,
  type Label,
  type LabelKind,
  type PaperlessDocument,
  type PaperlessTask,
} from './archive.js';
import { parsePostedDocument } from './posted-document.js';
import { PaperlessRefusal, invalid, jsonAnswer, notFound } from './refusal.js';
import { renderDocument, renderMetadata, renderPage, renderTaskV9, renderTaskV10 } from './render.js';

export interface PaperlessFakeOptions {
  readonly token?: string;
  readonly versions?: readonly number[];
  readonly duplicates?: 'refuse' | 'take';
  readonly checksum?: 'md5' | 'sha256';
  /** Milliseconds that the consumer takes for each file, by the fake's clock. */
  readonly consumeMs?: number;
  /** Returns the consumer's error for an unreadable file. */
  readonly unreadable?: (file: PostedDocument) => string | undefined;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

const DEFAULT_PAGE = 25;

export const FAKE_PAPERLESS_TOKEN = 'fake0123456789abcdef0123456789abcdef0123';

type Perform = (request: FakeRequest, id: number) => FakeAnswer;
interface Route {
  readonly method: string;
  readonly path: RegExp;
  /**
   * Supported query parameters. Paperless ignores unknown ones; the fake refuses them, because a test would otherwise pass by
   * mistake.
   */
  readonly takes: readonly string[];
  readonly perform: Perform;
}

/**
 * The document upload API of Paperless-ngx, version 9 and 10, for clients with the token. Refuses what Paperless refuses, and
 * also what Paperless ignores: unknown fields and parameters. Keeps everything in memory.
 */
export class PaperlessFake extends FakeService {
  readonly token: string;
  readonly #versions: readonly number[];
  readonly #rules: ConstructorParameters<typeof Archive>[0];
  readonly #archive: Archive;

  private constructor(options: PaperlessFakeOptions) {
    super();
    this.token = options.token ?? FAKE_PAPERLESS_TOKEN;
    this.#versions = options.versions ?? [9, 10];
    const { duplicates = 'refuse', checksum = 'md5', consumeMs = 0, now = Date.now, unreadable = () => undefined } = options;
    this.#rules = { duplicates, checksum, consumeMs, now, unreadable };
    this.#archive = new Archive(this.#rules);
  }

  static start(options: PaperlessFakeOptions = {}): Promise<PaperlessFake> {
    return new PaperlessFake(options).serve();
  }

  get url(): string {
    return this.origin;
  }
  get documents(): readonly PaperlessDocument[] {
    return this.#archive.documents;
  }
  get trashed(): readonly PaperlessDocument[] {
    return [...this.#archive.all.values()].filter(({ deletedAt }) => deletedAt !== undefined);
  }
  /** The newest first. */
  get tasks(): readonly PaperlessTask[] {
    return this.#archive.tasks;
  }
  labels(kind: LabelKind): readonly Label[] {
    return this.#archive.labels[kind];
  }
  addLabel(kind: LabelKind, name: string): Label {
    return this.#archive.label(kind, name);
  }
  trash(id: number): void {
    this.#archive.trash(id);
  }
  restore(id: number): void {
    this.#archive.restore(id);
  }
  /** Acts like a person who has read the results of all tasks. */
  acknowledgeTasks(): void {
    this.#archive.acknowledgeTasks();
  }
  set consumeMs(ms: number) {
    this.#rules.consumeMs = ms;
  }
  readonly #routes: readonly Route[] = [
    {
      method: 'GET',
      path: /^\/api\/documents\/$/,
      takes: ['checksum__iexact', 'fields', 'page_size'],
      perform: ({ query }) => jsonAnswer(200, renderPage(this.#found(query.get('checksum__iexact')))),
    },
    { method: 'POST', path: /^\/api\/documents\/post_document\/$/, takes: [], perform: (request) => this.#post(request) },
    {
      method: 'GET',
      path: /^\/api\/documents\/(\d+)\/metadata\/$/,
      takes: [],
      perform: (_, id) => jsonAnswer(200, renderMetadata(this.#archive.document(id))),
    },
    {
      method: 'DELETE',
      path: /^\/api\/documents\/(\d+)\/$/,
      takes: [],
      perform: (_, id) => {
        this.#archive.trash(id);
        return { status: 204 };
      },
    },
    {
      method: 'GET',
      path: /^\/api\/tasks\/$/,
      takes: ['task_id', 'acknowledged', 'page_size'],
      perform: (request) => this.#listTasks(request),
    },
    ...LABELS.flatMap((kind): Route[] => [
      {
        method: 'GET',
        path: new RegExp(`^/api/${kind}/$`),
        takes: ['name__iexact'],
        perform: ({ query }) => jsonAnswer(200, renderPage(this.#named(kind, query.get('name__iexact')))),
      },
      { method: 'POST', path: new RegExp(`^/api/${kind}/$`), takes: [], perform: (request) => this.#makeLabel(kind, request) },
    ]),
  ];

  protected answer(request: FakeRequest): FakeAnswer {
    try {
      if (request.headers['authorization'] !== `Token ${this.token}`)
        throw new PaperlessRefusal(401, { detail: 'Invalid token.' }, { 'www-authenticate': 'Token' });
      this.#versionOf(request);
      const here = this.#routes.filter(({ path }) => path.test(request.path));
      const route = here.find(({ method }) => method === request.method);
      if (here.length === 0) throw notFound();
      if (route === undefined) throw new PaperlessRefusal(405, { detail: `Method "${request.method}" not allowed.` });
      const unknown = [...request.query.keys()].find((name) => !route.takes.includes(name));
      if (unknown !== undefined) throw invalid(unknown, 'This parameter is not known to this fake.');
      return route.perform(request, Number(route.path.exec(request.path)?.[1] ?? 0));
    } catch (error) {
      if (error instanceof PaperlessRefusal) return jsonAnswer(error.status, error.body, error.headers);
      throw error;
    }
  }

  #versionOf({ headers }: FakeRequest): number {
    const version = Number(/^application\/json; version=(\d+)$/.exec(headers['accept'] ?? '')?.[1]);
    if (this.#versions.includes(version)) return version;
    throw new PaperlessRefusal(406, { detail: 'Invalid version in "Accept" header.' });
  }

  #found(checksum: string | null): readonly object[] {
    const { documents } = this.#archive;
    return documents.filter((each) => checksum === null || each.checksum === checksum.toLowerCase()).map(renderDocument);
  }

  #post(request: FakeRequest): FakeAnswer {
    return jsonAnswer(200, this.#archive.post(parsePostedDocument(request, this.#archive)));
  }

  #listTasks(request: FakeRequest): FakeAnswer {
    const [taskId, acknowledged] = [request.query.get('task_id'), request.query.get('acknowledged')];
    const tasks = this.#archive.tasks.filter(
      (task) =>
        (taskId === null || task.taskId === taskId) && (acknowledged === null || String(task.acknowledged) === acknowledged),
    );
    if (this.#versionOf(request) === 9) return jsonAnswer(200, tasks.map(renderTaskV9));
    const page = tasks.slice(0, Number(request.query.get('page_size') ?? DEFAULT_PAGE));
    return jsonAnswer(200, renderPage(page.map(renderTaskV10)));
  }

  #named(kind: LabelKind, name: string | null): readonly Label[] {
    return this.#archive.labels[kind].filter((label) => name === null || label.name.toLowerCase() === name.toLowerCase());
  }

  #makeLabel(kind: LabelKind, { body, headers }: FakeRequest): FakeAnswer {
    if (headers['content-type'] !== 'application/json')
      throw new PaperlessRefusal(415, { detail: 'Unsupported media type in request.' });
    if (kind === 'storage_paths') throw invalid('path', 'This field is required.');
    const asked = JSON.parse(body.toString()) as Record<string, unknown>;
    const unknown = Object.keys(asked).find((name) => name !== 'name');
    if (unknown !== undefined) throw invalid(unknown, 'This field is not known to this fake.');
    if (typeof asked['name'] !== 'string' || asked['name'] === '' || asked['name'].length > 128)
      throw invalid('name', 'Ensure this field has no more than 128 characters.');
    return jsonAnswer(201, this.#archive.label(kind, asked['name']));
  }
}
