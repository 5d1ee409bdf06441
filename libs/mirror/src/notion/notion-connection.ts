import { Client, type UpdatePageParameters } from '@notionhq/client';
import type { GuardedClient } from '@throughline/outgoing';
import { isMirrorError } from './mirror-error.js';
import { createNotionFetch } from './notion-fetch.js';
import { isValidationError, toMirrorError, writeRefusedError } from './notion-errors.js';
import { parseOptions, parseProperties, type PageProperties } from './page-properties.js';
import type { Pace } from './pace.js';

export type PropertyBody = NonNullable<UpdatePageParameters['properties']>;

export interface PageSnapshot {
  readonly properties: PageProperties;
  readonly isInTrash: boolean;
  /** Id of the data source that contains the page. */
  readonly dataSource: string | undefined;
}

export type PropertyOptions = ReadonlyMap<string, readonly string[]>;

export interface ConnectionParts {
  readonly http: GuardedClient;
  readonly url: string;
  readonly token: string;
  readonly timeoutMs: number;
  readonly pace: Pace;
  readonly signal: AbortSignal;
  /** Returns true while this process may write pages. Absent: always. */
  readonly mayWrite?: () => boolean;
}

/** The client's own timeout follows that of the connection, so that the latter is reported. */
const SPARE_MS = 5_000;
const silent = (): void => undefined;

const textAt = (value: object, key: string): string | undefined => {
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' ? found : undefined;
};

/** Notion requests with one token. Each request waits for its turn. Failures are thrown as {@link MirrorError}. */
export class NotionConnection {
  readonly #client: Client;

  constructor(private readonly parts: ConnectionParts) {
    const { http, url, token, timeoutMs, signal } = parts;
    this.#client = new Client({
      auth: token,
      baseUrl: url,
      timeoutMs: timeoutMs + SPARE_MS,
      fetch: createNotionFetch(http, { timeoutMs, signal }),
      retry: false,
      logger: silent,
    });
  }

  async introduce(): Promise<void> {
    await this.#inTurn('check the token', () => this.#client.users.me({}));
  }

  async page(id: string): Promise<PageSnapshot> {
    const page = await this.#inTurn('read the page', () => this.#client.pages.retrieve({ page_id: id }));
    const parent: unknown = 'parent' in page ? page.parent : undefined;
    return {
      properties: parseProperties('properties' in page ? page.properties : {}),
      isInTrash: 'in_trash' in page && page.in_trash,
      dataSource: typeof parent === 'object' && parent !== null ? textAt(parent, 'data_source_id') : undefined,
    };
  }

  async dataSource(id: string): Promise<{ readonly properties: PageProperties; readonly options: PropertyOptions }> {
    const source = await this.#inTurn('read the data source', () => this.#client.dataSources.retrieve({ data_source_id: id }));
    const { properties } = source;
    return { properties: parseProperties(properties), options: parseOptions(properties) };
  }

  /** Resolves when a write is due. */
  turn(): Promise<void> {
    return this.parts.pace.turn(this.parts.signal);
  }

  /** Writes only these properties. Call it after `turn`. Throws if this process may not write any more. */
  async write(id: string, properties: PropertyBody): Promise<void> {
    if (this.parts.mayWrite?.() === false) throw new Error('Another process may be writing pages now, so nothing was sent');
    await this.#callNotion('update the page', () => this.#client.pages.update({ page_id: id, properties }));
  }

  async #inTurn<T>(operation: string, ask: () => Promise<T>): Promise<T> {
    await this.turn();
    return this.#callNotion(operation, ask);
  }

  async #callNotion<T>(operation: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      this.parts.signal.throwIfAborted();
      const trouble = isValidationError(error) ? writeRefusedError(undefined) : toMirrorError(error, operation);
      if (isMirrorError(trouble) && trouble.code === 'rate-limited') this.parts.pace.pause(trouble.retryAfterMs);
      throw trouble;
    }
  }
}
