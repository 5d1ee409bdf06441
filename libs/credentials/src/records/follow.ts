import type { RecordRevision } from './records.js';

export interface FollowRecords {
  onRecord(name: string, text: string, revision: RecordRevision): void;
  /** It was told before, and is gone. */
  onRemoved(name: string): void;
  /** All that stands was told: once at the start, and again after each interruption. */
  onCaughtUp(): void;
  /** Until the next `onCaughtUp`, what was told may not hold any more. */
  onInterrupted?(cause: unknown): void;
  readonly signal: AbortSignal;
}

export interface FollowsRecords {
  /**
   * Tells of every record whose name matches, as `page.*`: first how each stands, then what changes, until the signal ends it. Of a record
   * that changes quickly only the last text may be told. Interruptions are outlived; what a handler throws ends it, and so does the end of
   * the connection, as `infrastructure`.
   */
  follow(filter: string, options: FollowRecords): Promise<void>;
}

/** As the bus understands filters: `*` is one part, `>` at the end all that follow. */
export function matchesFilter(filter: string, name: string): boolean {
  const parts = name.split('.');
  const wanted = filter.split('.');
  const isOpen = wanted.at(-1) === '>';
  if (isOpen ? parts.length < wanted.length : parts.length !== wanted.length) return false;
  return wanted.every((part, index) => part === '*' || (isOpen && index === wanted.length - 1) || part === parts[index]);
}

/** What a follower knows: told again are only changes, however often all is read. */
export class Told {
  readonly #known = new Map<string, RecordRevision>();
  /** What was known before the reading that is going on, and has not been met in it. */
  #unmet: Set<string> | undefined;
  /** What a handler threw. */
  failure: { readonly cause: unknown } | undefined;

  constructor(private readonly options: FollowRecords) {}

  beginReading(): void {
    this.#unmet = new Set(this.#known.keys());
  }

  record(name: string, text: string, revision: RecordRevision): void {
    this.#unmet?.delete(name);
    if (this.#known.get(name) === revision) return;
    this.#known.set(name, revision);
    this.#tell(() => {
      this.options.onRecord(name, text, revision);
    });
  }

  removed(name: string): void {
    this.#unmet?.delete(name);
    if (!this.#known.delete(name)) return;
    this.#tell(() => {
      this.options.onRemoved(name);
    });
  }

  caughtUp(): void {
    if (this.#unmet === undefined) return;
    for (const name of this.#unmet) this.removed(name);
    this.#unmet = undefined;
    this.#tell(() => {
      this.options.onCaughtUp();
    });
  }

  interrupted(cause: unknown): void {
    this.#tell(() => this.options.onInterrupted?.(cause));
  }

  #tell(handler: () => void): void {
    // What was on its way when it was ended is for nobody any more.
    if (this.options.signal.aborted) return;
    try {
      handler();
    } catch (cause) {
      this.failure ??= { cause };
      throw cause;
    }
  }
}
