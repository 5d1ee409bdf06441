import { readFile } from 'node:fs/promises';

const EVERY_MS = 50;
const KIBIBYTE = 1024;

/** Watches the child processes that this process starts from now on. On systems without `/proc` the result is undefined. */
export class PeakMemory {
  #bytes: number | undefined;
  #isOver = false;
  #pending: Promise<void> = Promise.resolve();
  readonly #timer: NodeJS.Timeout;

  private constructor(private readonly others: ReadonlySet<string>) {
    this.#timer = setInterval(() => {
      this.#pending = this.#pending.then(() => this.#look());
    }, EVERY_MS);
  }

  static async watch(): Promise<PeakMemory> {
    return new PeakMemory(new Set(await readChildren()));
  }

  /** Returns the memory of the largest child process at its peak, in bytes. */
  async end(): Promise<number | undefined> {
    clearInterval(this.#timer);
    this.#isOver = true;
    await this.#pending;
    return this.#bytes;
  }

  async #look(): Promise<void> {
    if (this.#isOver) return;
    for (const pid of await readChildren()) {
      if (this.others.has(pid)) continue;
      const bytes = await readPeak(pid);
      if (bytes !== undefined) this.#bytes = Math.max(this.#bytes ?? 0, bytes);
    }
  }
}

const read = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

const readChildren = async (): Promise<readonly string[]> => {
  const own = String(process.pid);
  return (await read(`/proc/${own}/task/${own}/children`)).split(' ').filter((pid) => pid !== '');
};

async function readPeak(pid: string): Promise<number | undefined> {
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(await read(`/proc/${pid}/status`))?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * KIBIBYTE;
}
