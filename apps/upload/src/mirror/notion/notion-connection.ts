import { Client, type UpdatePageParameters } from '@notionhq/client';
import type { GuardedClient } from '@throughline/outgoing';
import { isMirrorError } from './mirror-error.js';
import { notionFetch } from './notion-fetch.js';
import { isValidation, notionTrouble, refused } from './notion-trouble.js';
import { optionsOf, propertiesOf, type PageProperties } from './page-properties.js';
import type { Pace } from './pace.js';

/** The JSON of `properties` of a page that is updated. */
export type PropertyBody = NonNullable<UpdatePageParameters['properties']>;

/** A page as far as a mirror looks at it. */
export interface SeenPage {
  readonly properties: PageProperties;
  readonly isInTrash: boolean;
  /** The data source that it is in. */
  readonly dataSource: string | undefined;
}

/** Names of options by the name of their property, of those properties that have options. */
export type SeenOptions = ReadonlyMap<string, readonly string[]>;

export interface ConnectionParts {
  readonly http: GuardedClient;
  readonly url: string;
  readonly token: string;
  readonly timeoutMs: number;
  readonly pace: Pace;
  readonly signal: AbortSignal;
  /** Whether a page may be written in this very moment; always where it is left out. */
  readonly mayWrite?: () => boolean;
}

/** Slightly later than the line itself ends it. */
const SPARE_MS = 5_000;
const silent = (): void => undefined;

const textAt = (value: object, key: string): string | undefined => {
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' ? found : undefined;
};

/** What a mirror asks of Notion by one token. Each request takes a turn; what goes wrong is a {@link MirrorError}. */
export class NotionConnection {
  readonly #client: Client;

  constructor(private readonly parts: ConnectionParts) {
    const { http, url, token, timeoutMs, signal } = parts;
    this.#client = new Client({
      auth: token,
      baseUrl: url,
      timeoutMs: timeoutMs + SPARE_MS,
      fetch: notionFetch(http, { timeoutMs, signal }),
      retry: false,
      logger: silent,
    });
  }

  /** Whether the token is known there. */
  async introduce(): Promise<void> {
    await this.#asked('check the token', () => this.#client.users.me({}));
  }

  async page(id: string): Promise<SeenPage> {
    const page = await this.#asked('read the page', () => this.#client.pages.retrieve({ page_id: id }));
    const parent: unknown = 'parent' in page ? page.parent : undefined;
    return {
      properties: propertiesOf('properties' in page ? page.properties : {}),
      isInTrash: 'in_trash' in page && page.in_trash,
      dataSource: typeof parent === 'object' && parent !== null ? textAt(parent, 'data_source_id') : undefined,
    };
  }

  /** Properties of a data source, and the options that they have. */
  async dataSource(id: string): Promise<{ readonly properties: PageProperties; readonly options: SeenOptions }> {
    const source = await this.#asked('read the data source', () => this.#client.dataSources.retrieve({ data_source_id: id }));
    const { properties } = source;
    return { properties: propertiesOf(properties), options: optionsOf(properties) };
  }

  /** Resolves when it is time to write. */
  turn(): Promise<void> {
    return this.parts.pace.turn(this.parts.signal);
  }

  /** Writes these properties and no others; to be called when it is time. Throws where it may not be done any more. */
  async write(id: string, properties: PropertyBody): Promise<void> {
    if (this.parts.mayWrite?.() === false) throw new Error('Another process may write pages by now: nothing was sent');
    await this.#told('update the page', () => this.#client.pages.update({ page_id: id, properties }));
  }

  async #asked<T>(operation: string, ask: () => Promise<T>): Promise<T> {
    await this.turn();
    return this.#told(operation, ask);
  }

  async #told<T>(operation: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      this.parts.signal.throwIfAborted();
      const trouble = isValidation(error) ? refused(undefined) : notionTrouble(error, operation);
      if (isMirrorError(trouble) && trouble.code === 'rate-limited') this.parts.pace.pause(trouble.retryAfterMs);
      throw trouble;
    }
  }
}
