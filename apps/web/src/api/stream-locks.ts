/** What is used of the browser's locks; pages of plain HTTP from another machine have none. */
export interface Locks {
  request(
    name: string,
    options: { readonly ifAvailable: true },
    held: (lock: unknown) => Promise<void> | undefined,
  ): Promise<unknown>;
}

const NAME = 'throughline-stream';

/** Places for streams that pages of one browser share, by its own locks: those of a tab that has died are free again. */
export class LockedPlaces {
  #release: () => void = () => undefined;

  constructor(
    private readonly locks: Locks,
    private readonly most: number,
  ) {}

  /** Whether there is a place for this page; it keeps it until it leaves. */
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
      const held = (lock: unknown): Promise<void> | undefined => {
        resolve(lock !== null);
        if (lock === null) return undefined;
        return new Promise((release) => {
          this.#release = release;
        });
      };
      this.locks.request(name, { ifAvailable: true }, held).catch(reject);
    });
  }
}
