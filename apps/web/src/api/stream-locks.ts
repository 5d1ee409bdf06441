/** The part of the Web Locks API that is used. Browsers do not offer it over plain HTTP from another machine. */
export interface WebLocks {
  request(
    name: string,
    options: { readonly ifAvailable: true },
    held: (lock: unknown) => Promise<void> | undefined,
  ): Promise<unknown>;
}

const NAME = 'throughline-stream';

/** Stream slots shared by the tabs of a browser through Web Locks. A crashed tab releases its slot. */
export class LockedStreamSlots {
  #release: () => void = () => undefined;

  constructor(
    private readonly locks: WebLocks,
    private readonly most: number,
  ) {}

  /** Takes a free slot and returns true, or returns false. The page keeps the slot until `leave`. */
  async take(): Promise<boolean> {
    for (let place = 0; place < this.most; place += 1) if (await this.#lock(`${NAME}-${String(place)}`)) return true;
    return false;
  }

  leave(): void {
    this.#release();
  }

  close(): void {
    this.leave();
  }

  #lock(name: string): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const hold = (lock: unknown): Promise<void> | undefined => {
        resolve(lock !== null);
        if (lock === null) return undefined;
        return new Promise((release) => {
          this.#release = release;
        });
      };
      this.locks.request(name, { ifAvailable: true }, hold).catch(reject);
    });
  }
}
