import { START, later, positionOfRevision, type Position, type Revision } from '@throughline/event-store';
import { LRUCache } from 'lru-cache';

/** Counted one by one: `max` would reserve the memory of all of them at the start. */
const REMEMBERED = { maxSize: 20_000, sizeCalculation: (): number => 1 };

/**
 * How much of the log clients have been shown by this gateway, or say that they have seen. A read of a library shows at least as
 * much, so that nothing goes backwards.
 */
export class ShownPositions {
  readonly #ofOwner = new LRUCache<string, Position>(REMEMBERED);
  #highest = START;

  /** The highest position that this gateway has shown to anybody: the `Throughline-Position` of its answers. */
  get highest(): Position {
    return this.#highest;
  }

  /** What reads of this library must show. */
  of(owner: string): Position {
    return this.#ofOwner.get(owner) ?? START;
  }

  /** A row was shown. Rows never go backwards by themselves, so the reads after it need not wait for anything. */
  ofRow(revision: Revision): void {
    this.reached(positionOfRevision(revision));
  }

  /** The log itself was shown, or written to: the rows may be behind it. */
  ofLog(owner: string, revision: Revision): void {
    const position = positionOfRevision(revision);
    this.reached(position);
    this.claim(owner, position);
  }

  /** A client of the library has seen this position, here or on another gateway. */
  claim(owner: string, position: Position): void {
    this.#ofOwner.set(owner, later(this.of(owner), position));
  }

  /** The log is at least this long. */
  reached(position: Position): void {
    this.#highest = later(this.#highest, position);
  }
}
