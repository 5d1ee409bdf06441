import DataLoader from 'dataloader';

/** Most ids of one statement. */
const MAX_BATCH = 500;
/** Most turns of the event loop for which a statement waits for more requests. A turn takes microseconds if nothing arrives. */
const MAX_TURNS = 4;

/**
 * Reads by id, in statements that concurrent requests share. Requests join while as many statements as allowed are running, and
 * as long as each turn of the event loop brings another one: more load makes larger batches instead of more statements.
 * Nothing is cached, and no request joins a statement that was sent, so nothing is older than its request.
 */
export class SharedStatements<Found> {
  readonly #loader: DataLoader<string, Found | undefined>;
  readonly #waiting: (() => void)[] = [];
  #requests = 0;
  #running = 0;
  #isGathering = false;

  constructor(
    private readonly read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Found>>,
    private readonly limits: { readonly concurrency: number; readonly batch?: number },
  ) {
    this.#loader = new DataLoader((ids) => this.#run(ids), {
      cache: false,
      maxBatchSize: limits.batch ?? MAX_BATCH,
      batchScheduleFn: (dispatch) => {
        this.#waiting.push(dispatch);
        this.#next();
      },
    });
  }

  load(id: string): Promise<Found | undefined> {
    this.#requests += 1;
    return this.#loader.load(id);
  }

  async #run(ids: readonly string[]): Promise<readonly (Found | undefined)[]> {
    this.#running += 1;
    try {
      const found = await this.read([...new Set(ids)]);
      return ids.map((id) => found.get(id));
    } finally {
      this.#running -= 1;
      this.#next();
    }
  }

  #next(): void {
    if (this.#isGathering || this.#waiting.length === 0 || this.#running >= this.limits.concurrency) return;
    this.#isGathering = true;
    this.#gather(1);
  }

  #gather(turn: number): void {
    const before = this.#requests;
    setImmediate(() => {
      if (this.#requests !== before && turn < MAX_TURNS) {
        this.#gather(turn + 1);
        return;
      }
      this.#isGathering = false;
      this.#waiting.shift()?.();
      this.#next();
    });
  }
}
