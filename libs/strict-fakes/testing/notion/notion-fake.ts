import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import { FakeService } from '../serving/fake-service.js';
import { isObject } from '@throughline/contracts';
import { requireOnlyKeys, readProperties } from './property-values.js';
import { invalid, jsonAnswer, NotionRefusal, notionError, rateLimited } from './refusals.js';
import { renderBot, renderDatabase, renderPage, renderDataSource } from './render.js';
import { Workspace, type DataSource, type NotionPage } from './workspace.js';

export interface NotionFakeOptions {
  readonly token?: string;
  /** Requests per second for a connection, averaged over `windowMs`. */
  readonly perSecond?: number;
  readonly now?: () => number;
}

export const FAKE_NOTION_TOKEN = 'ntn_fake0123456789abcdefghijklmnopqrstuv';
/** The API versions in which pages belong to data sources. */
const VERSIONS: readonly string[] = ['2025-09-03', '2026-03-11'];
const WINDOW_MS = 60_000;

/**
 * Pages of Notion's API, as one integration sees them. Refuses what Notion refuses: a missing version, pages that are not
 * shared, missing properties, properties of another type, texts that are too long, unknown options of a status, too many
 * requests.
 * Keeps everything in memory; the spec sets the clock.
 */
export class NotionFake extends FakeService {
  readonly workspace: Workspace;
  readonly token: string;
  readonly #now: () => number;
  readonly #asked: number[] = [];
  readonly #operations: Readonly<Record<string, (id: string, request: FakeRequest) => object>> = {
    'GET users': renderBot,
    'GET databases': (id) => renderDatabase(this.workspace.database(id), id),
    'GET data_sources': (id) => renderDataSource(this.workspace.dataSource(id)),
    'POST data_sources/query': (id, request) => this.#query(this.workspace.dataSource(id), read(request)),
    'GET pages': (id) => renderPage(this.workspace.page(id)),
    'PATCH pages': (id, request) => this.#update(this.workspace.page(id), read(request)),
  };

  private constructor(private readonly options: NotionFakeOptions) {
    super();
    this.token = options.token ?? FAKE_NOTION_TOKEN;
    this.#now = options.now ?? Date.now;
    this.workspace = new Workspace(this.#now);
  }

  static start(options: NotionFakeOptions = {}): Promise<NotionFake> {
    return new NotionFake(options).serve();
  }

  /** Without the version of the path, as clients are configured with it. */
  get url(): string {
    return this.origin;
  }
  protected answer(request: FakeRequest): FakeAnswer {
    try {
      this.#admit(request);
      return jsonAnswer(200, this.#route(request));
    } catch (error) {
      if (error instanceof NotionRefusal) return notionError(error);
      throw error;
    }
  }

  #admit({ headers }: FakeRequest): void {
    if (headers['authorization'] !== `Bearer ${this.token}`)
      throw new NotionRefusal(401, 'unauthorized', 'API token is invalid.');
    const version = headers['notion-version'];
    if (version === undefined)
      throw new NotionRefusal(
        400,
        'missing_version',
        'Notion-Version header failed validation: Notion-Version header should be defined.',
      );
    if (!VERSIONS.includes(version))
      throw new NotionRefusal(
        400,
        'validation_error',
        `Notion-Version header failed validation: \`${version}\` is not supported here.`,
      );
    this.#count();
  }

  /** Counts requests within the window. A refusal names the time when the oldest request leaves the window. */
  #count(): void {
    const now = this.#now();
    const { perSecond } = this.options;
    if (perSecond === undefined) return;
    while ((this.#asked[0] ?? now) <= now - WINDOW_MS) this.#asked.shift();
    const [oldest] = this.#asked;
    if (oldest !== undefined && this.#asked.length >= (perSecond * WINDOW_MS) / 1_000)
      throw rateLimited(Math.max(1, Math.ceil((oldest + WINDOW_MS - now) / 1_000)));
    this.#asked.push(now);
  }

  #route(request: FakeRequest): object {
    const [, kind = '', id = '', rest] = /^\/v1\/([a-z_]+)\/([0-9a-z-]+)(?:\/(.+))?$/iu.exec(request.path) ?? [];
    const serve = this.#operations[`${request.method} ${kind}${rest === undefined ? '' : `/${rest}`}`];
    if (serve === undefined) throw new NotionRefusal(400, 'invalid_request_url', 'Invalid request URL.');
    return serve(id, request);
  }

  #update(page: NotionPage, body: Readonly<Record<string, unknown>>): object {
    requireOnlyKeys(body, 'body', 'properties');
    if (page.inTrash)
      throw new NotionRefusal(400, 'validation_error', "Can't edit a page that is in the trash. You must restore it first.");
    const { schema } = page.dataSource;
    for (const [name, value] of readProperties(page.dataSource, body['properties'])) {
      const property = schema.get(name);
      if (property?.type === 'select' && typeof value === 'string' && !property.options.includes(value))
        schema.set(name, { ...property, options: [...property.options, value] });
      this.workspace.write(page, name, value);
    }
    return renderPage(page);
  }

  #query(source: DataSource, body: Readonly<Record<string, unknown>>): object {
    requireOnlyKeys(body, 'body', 'page_size', 'start_cursor');
    const { page_size: size = 100, start_cursor: cursor } = body;
    if (typeof size !== 'number' || size < 1 || size > 100) throw invalid('body.page_size should be ≤ `100`.');
    const pages = [...this.workspace.pages.values()].filter((page) => page.dataSource === source && page.shared && !page.inTrash);
    const from = cursor === undefined ? 0 : pages.findIndex(({ id }) => id === cursor);
    if (from < 0) throw new NotionRefusal(400, 'validation_error', 'The start_cursor provided is invalid.');
    const next = pages[from + size];
    return {
      object: 'list',
      type: 'page_or_data_source',
      results: pages.slice(from, from + size).map(renderPage),
      has_more: next !== undefined,
      next_cursor: next?.id ?? null,
    };
  }
}

function read({ headers, body }: FakeRequest): Readonly<Record<string, unknown>> {
  if (!/^application\/json\b/iu.test(headers['content-type'] ?? ''))
    throw new NotionRefusal(400, 'invalid_json', 'Error parsing JSON body.');
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (isObject(value)) return value;
  } catch {
    // Reported below, together with JSON that is no object.
  }
  throw new NotionRefusal(400, 'invalid_json', 'Error parsing JSON body.');
}
