/** Names one kept version of the page. */
const prefixOf = (scope: string): string => `throughline page ${scope}`;

const REFERENCE = /(?:src|href)="([^"]+)"/g;

export interface PageCachePorts {
  /** The address of the page's root. */
  readonly scope: string;
  readonly caches: CacheStorage;
  readonly fetch: (request: Request | string) => Promise<Response>;
}

const isHtml = ({ status, redirected, headers }: Response): boolean =>
  status === 200 && !redirected && headers.get('content-type')?.startsWith('text/html') === true;

/**
 * Keeps the files of the page, so that it opens without a connection. The index is always asked for first: a new version takes over
 * at the next load, and the files of the former one are removed.
 */
export class PageCache {
  constructor(private readonly ports: PageCachePorts) {}

  /** Keeps the present version. */
  async prepare(): Promise<void> {
    const { fetch, scope } = this.ports;
    const index = await fetch(scope);
    if (isHtml(index)) await this.#keep(index);
  }

  /** Answers from what is kept: the name of an asset changes with its content. */
  async answerAsset(request: Request): Promise<Response> {
    const { fetch } = this.ports;
    const kept = await this.#find(request);
    if (kept !== undefined) return kept;
    const answer = await fetch(request);
    if (answer.status === 200) await this.#add(request, answer.clone());
    return answer;
  }

  /** Answers from what is kept only without a connection. */
  answerFile(request: Request): Promise<Response> {
    return this.ports.fetch(request).catch(async (error: unknown) => orThrow(await this.#find(request), error));
  }

  /** Answers each view with the index, from what is kept only without a connection. */
  async answerView(request: Request): Promise<Response> {
    try {
      const answer = await this.ports.fetch(request);
      if (isHtml(answer)) await this.#keep(answer.clone());
      return answer;
    } catch (error) {
      return orThrow(await this.#find(this.#index()), error);
    }
  }

  #index(): string {
    return `${this.ports.scope}index.html`;
  }

  /** A style sheet is kept by a request for any type, and read by one for styles, which `Vary` would tell apart. */
  #find(request: Request | string): Promise<Response | undefined> {
    return this.ports.caches.match(request, { ignoreVary: true });
  }

  async #versions(): Promise<readonly string[]> {
    const names = await this.ports.caches.keys();
    return names.filter((name) => name.startsWith(prefixOf(this.ports.scope)));
  }

  /** Adds to the present version. A browser that stores nothing shows the answer all the same. */
  async #add(request: Request, answer: Response): Promise<void> {
    const name = (await this.#versions()).at(-1);
    if (name === undefined) return;
    await this.ports.caches
      .open(name)
      .then((cache) => cache.put(request, answer))
      .catch(() => undefined);
  }

  /** Keeps a version with what its index names, and forgets the others. A failure leaves what was kept before. */
  async #keep(index: Response): Promise<void> {
    const { caches, scope } = this.ports;
    const name = `${prefixOf(scope)} ${index.headers.get('etag') ?? ''}`;
    const before = await this.#versions();
    if (before.includes(name)) return;
    try {
      const html = await index.clone().text();
      const cache = await caches.open(name);
      await cache.addAll(listReferences(html, scope));
      await cache.put(this.#index(), index);
      for (const other of before) await caches.delete(other);
    } catch {
      await caches.delete(name).catch(() => false);
    }
  }
}

function orThrow(kept: Response | undefined, error: unknown): Response {
  if (kept === undefined) throw error;
  return kept;
}

/** Returns the addresses of the page's own files that an index names. */
export function listReferences(html: string, scope: string): readonly string[] {
  const addresses = [...html.matchAll(REFERENCE)].map(([, address = '']) => new URL(address, scope).href);
  return [...new Set(addresses)].filter((address) => address.startsWith(scope) && /\.[a-z]+$/.test(address));
}
