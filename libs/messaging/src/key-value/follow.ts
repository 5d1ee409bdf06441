import type { RecordRevision } from './key-value-store.js';

export interface FollowOptions {
  onRecord(name: string, text: string, revision: RecordRevision): void;
  /** Called only for a record that was reported before. */
  onRemoved(name: string): void;
  /** All current records were reported. Called once at the start and again after each interruption. */
  onCaughtUp(): void;
  /** Until the next `onCaughtUp`, reported records may be outdated. */
  onInterrupted?(cause: unknown): void;
  readonly signal: AbortSignal;
}

export interface FollowableKeyValueStore {
  /**
   * Reports every record whose name matches a filter such as `page.*`: first its current text, then changes, until the signal
   * aborts. If a record changes quickly, only its last text may be reported.
   * Survives interruptions. Rejects if a handler throws, or with `infrastructure` when the connection closes.
   */
  follow(filter: string, options: FollowOptions): Promise<void>;
}

/** Matches filters like the broker: `*` is one part, a final `>` all remaining parts. */
export function matchesFilter(filter: string, name: string): boolean {
  const parts = name.split('.');
  const wanted = filter.split('.');
  const isOpen = wanted.at(-1) === '>';
  if (isOpen ? parts.length < wanted.length : parts.length !== wanted.length) return false;
  return wanted.every((part, index) => part === '*' || (isOpen && index === wanted.length - 1) || part === parts[index]);
}

/** The records that a follower has reported. Only changes are reported again, however often everything is read. */
export class FollowerState {
  readonly #known = new Map<string, RecordRevision>();
  /** Records known before the current read that the read has not returned yet. */
  #unmet: Set<string> | undefined;
  failure: { readonly cause: unknown } | undefined;

  constructor(private readonly options: FollowOptions) {}

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
    // Messages in transit during the abort are dropped.
    if (this.options.signal.aborted) return;
    try {
      handler();
    } catch (cause) {
      this.failure ??= { cause };
      throw cause;
    }
  }
}
