/** Something that changes; its `revision` is opaque. */
export interface Changing {
  readonly revision: string;
  readonly updated_at: string;
}

/** How something has become known. */
export type Word =
  /** By a command that was carried out: ahead of what is read. */
  | 'command'
  /** By the stream, which tells of each in order. */
  | 'push'
  /** By an answer to a request of that moment (`performance.now()`). */
  | number;

interface Known<T> {
  readonly value: T;
  readonly at: number;
  readonly isPushed: boolean;
}

/** Kept at most, so that a page that stays open for weeks does not grow. */
const MOST = 5_000;
/** What is read may be behind a command for so long. */
const BEHIND_MS = 10_000;

/**
 * The newest that is known of each, whichever way it came: an answer that was asked for before a change may arrive after it, and
 * nothing may go back. Nor may anything stand still because of it: clocks of machines differ, so times of changes decide only for
 * a moment after a command, when what is read may lag; after that the server's word counts.
 */
export class Newest<T extends Changing> {
  readonly #known = new Map<string, Known<T>>();

  constructor(
    private readonly idOf: (value: T) => string,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** What is to be shown of it: the given, or what is known to be newer. */
  take(given: T, word: Word): T {
    const id = this.idOf(given);
    const known = this.#known.get(id);
    if (known !== undefined && this.#isOlder(given, word, known)) return known.value;
    // The one that was heard of last comes last.
    this.#known.delete(id);
    this.#known.set(id, { value: given, at: this.now(), isPushed: word === 'push' });
    if (this.#known.size > MOST) this.#forgetOldest();
    return given;
  }

  find(id: string): T | undefined {
    return this.#known.get(id)?.value;
  }

  #isOlder(given: T, word: Word, known: Known<T>): boolean {
    if (given.revision === known.value.revision) return false;
    // Which of the two is older nobody can say; if it is what is known, the stream or the next answer brings the newer one.
    if (typeof word === 'number' && word < known.at) return true;
    if (word === 'push' && known.isPushed) return false;
    return given.updated_at < known.value.updated_at && this.now() - known.at < BEHIND_MS;
  }

  #forgetOldest(): void {
    const [first] = this.#known.keys();
    if (first !== undefined) this.#known.delete(first);
  }
}
