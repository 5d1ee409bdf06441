import type { Terminal } from '../output/terminal.js';
import type { RowSpool } from './row-spool.js';
import type { Source, SourceEntry, UnreadableLine } from './source-row.js';

const TELL_EVERY = 500_000;
/** Unreadable lines that are kept for the report. All are counted. */
const KEPT = 20;

export interface CollectedRows {
  readonly rows: number;
  /** Rows that belong to no file. */
  readonly fileless: number;
  readonly unreadable: number;
  readonly firstUnreadable: readonly UnreadableLine['unreadable'][];
}

/** Reads the whole source into the spool. `only` leaves out other files. */
export class RowCollector {
  #rows = 0;
  #fileless = 0;
  #unreadable = 0;
  readonly #kept: UnreadableLine['unreadable'][] = [];

  constructor(
    private readonly spool: RowSpool,
    private readonly terminal: Terminal,
    private readonly only: ReadonlySet<string> | undefined,
  ) {}

  async read(source: Source): Promise<CollectedRows> {
    for await (const entries of source) for (const entry of entries) await this.#add(entry);
    return { rows: this.#rows, fileless: this.#fileless, unreadable: this.#unreadable, firstUnreadable: this.#kept };
  }

  async #add(entry: SourceEntry): Promise<void> {
    this.#tell();
    if ('fileless' in entry) this.#fileless += 1;
    else if ('unreadable' in entry) this.#keep(entry.unreadable);
    else if (this.only?.has(entry.fileId) !== false) await this.spool.add(entry);
  }

  #keep(line: UnreadableLine['unreadable']): void {
    this.#unreadable += 1;
    if (this.#kept.length < KEPT) this.#kept.push(line);
  }

  #tell(): void {
    this.#rows += 1;
    if (this.terminal.isInteractive) {
      if (this.#rows % 1_000 === 0) this.terminal.progress(`${String(this.#rows)} rows read`);
    } else if (this.#rows % TELL_EVERY === 0) this.terminal.say(`${String(this.#rows)} rows read`);
  }
}
