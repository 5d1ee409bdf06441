/** Begins the name of each kept version of the page at `scope`. The blank keeps apart a page below it. */
const prefixOf = (scope: string): string => `throughline page ${scope} `;

const REFERENCE = /(?:src|href)="([^"]+)"/g;

export interface PageCachePorts {
  /** The address of the page's root. */
  readonly scope: string;
  readonly caches: CacheStorage;
  readonly fetch: (request: Request | string) => Promise<Response>;
}

/** Takes work that goes on after the answer. */
export type Later = (work: Promise<unknown>) => void;

const isHtml = ({ status, redirected, headers }: Response): boolean =>
  status === 200 && !redirected && headers.get('content-type')?.startsWith('text/html') === true;

/** A proxy may serve other pages below the scope, and its sign-in in place of ours. Ours says where it is. */
const isOurs = (html: string, scope: string): boolean =>
  html.includes(`<meta name="base-path" content="${new URL(scope).pathname}"`);

/**
 * Keeps the files of the page, so that it opens without a connection. The index is always asked for first: a new version takes over
 * at the next load, and the files of the former one are removed. A browser that stores nothing, or whose storage is damaged, shows
 * what the server answers.
 */
export class PageCache {
  constructor(private readonly ports: PageCachePorts) {}

  /** Keeps the present version. */
  async prepare(): Promise<void> {
    const { fetch, scope } = this.ports;
    await this.#keep(await fetch(scope));
  }

  /** Answers from what is kept: the name of an asset changes with its content. */
  async answerAsset(request: Request, later: Later): Promise<Response> {
    const kept = await this.#find(request);
    if (kept !== undefined) return kept;
    const answer = await this.ports.fetch(request);
    if (answer.status === 200) later(this.#add(request, answer.clone()).catch(() => undefined));
    return answer;
  }

  /** Answers from what is kept only without a connection. */
  async answerFile(request: Request): Promise<Response> {
    return this.#askFirst(request, request);
  }

  /** Answers each view with the index, from what is kept only without a connection. */
  async answerView(request: Request, later: Later): Promise<Response> {
    const answer = await this.#askFirst(request, this.#index());
    later(this.#keep(answer.clone()));
    return answer;
  }

  async #askFirst(request: Request, otherwise: Request | string): Promise<Response> {
    try {
      return await this.ports.fetch(request);
    } catch (error) {
      const kept = await this.#find(otherwise);
      if (kept === undefined) throw error;
      return kept;
    }
  }

  #index(): string {
    return `${this.ports.scope}index.html`;
  }

  /** A style sheet is kept by a request for any type, and read by one for styles, which `Vary` would tell apart. */
  async #find(request: Request | string): Promise<Response | undefined> {
    try {
      for (const name of (await this.#versions()).toReversed()) {
        const found = await (await this.ports.caches.open(name)).match(request, { ignoreVary: true });
        if (found !== undefined) return found;
      }
    } catch {
      // The storage is damaged: nothing is kept.
    }
    return undefined;
  }

  async #versions(): Promise<readonly string[]> {
    const names = await this.ports.caches.keys();
    return names.filter((name) => name.startsWith(prefixOf(this.ports.scope)));
  }

  /** Adds to the present version. */
  async #add(request: Request, answer: Response): Promise<void> {
    const name = (await this.#versions()).at(-1);
    if (name !== undefined) await (await this.ports.caches.open(name)).put(request, answer);
  }

  /** Keeps a version with what its index names, and forgets the others. A failure leaves what was kept before. */
  async #keep(index: Response): Promise<void> {
    const etag = index.headers.get('etag');
    if (etag === null || !isHtml(index)) return;
    const name = `${prefixOf(this.ports.scope)}${etag}`;
    try {
      await this.#replace(name, index);
    } catch {
      await this.ports.caches.delete(name).catch(() => false);
    }
  }

  async #replace(name: string, index: Response): Promise<void> {
    const { caches, scope } = this.ports;
    const before = await this.#versions();
    const html = await index.clone().text();
    if (!isOurs(html, scope)) return;
    const cache = await caches.open(name);
    // The index is put last, so a version without it was interrupted.
    if ((await cache.match(this.#index())) !== undefined) return;
    await cache.addAll(listReferences(html, scope));
    await cache.put(this.#index(), index);
    for (const other of before) if (other !== name) await caches.delete(other);
  }
}

/** Returns the addresses of the page's own files that an index names. */
export function listReferences(html: string, scope: string): readonly string[] {
  const addresses = [...html.matchAll(REFERENCE)].map(([, address = '']) => new URL(address, scope).href);
  return [...new Set(addresses)].filter((address) => address.startsWith(scope) && /\.[a-z]+$/.test(address));
}
