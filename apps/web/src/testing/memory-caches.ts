/** The caches of a browser in memory, without its rules about requests. */
export class MemoryCaches {
  readonly all = new Map<string, Map<string, Response>>();
  constructor(private readonly fetch: (url: string) => Promise<Response> = () => Promise.reject(new TypeError('refused'))) {}
  get storage(): CacheStorage {
    return this as unknown as CacheStorage;
  }
  has = (name: string): Promise<boolean> => Promise.resolve(this.all.has(name));
  keys = (): Promise<string[]> => Promise.resolve([...this.all.keys()]);
  delete = (name: string): Promise<boolean> => Promise.resolve(this.all.delete(name));
  open = (name: string) => {
    const cache = this.all.get(name) ?? new Map<string, Response>();
    this.all.set(name, cache);
    return Promise.resolve({
      match: (request: Request | string) =>
        Promise.resolve(cache.get(typeof request === 'string' ? request : request.url)?.clone()),
      put: (request: Request | string, answer: Response) => {
        cache.set(typeof request === 'string' ? request : request.url, answer);
        return Promise.resolve();
      },
      addAll: async (urls: readonly string[]) => {
        for (const url of urls) {
          const answer = await this.fetch(url);
          if (answer.status !== 200) throw new TypeError('refused');
          cache.set(url, answer);
        }
      },
    });
  };
  urls = (): readonly string[] => [...this.all.values()].flatMap((cache) => [...cache.keys()]).sort();
}
