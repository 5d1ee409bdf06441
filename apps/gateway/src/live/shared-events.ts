import { restrictEvents } from '../items/index.js';
import { formatFrame } from './event-id.js';

/** Events for many readers. What is the same for several of them is computed and encoded once. */
export class SharedEvents {
  readonly #frames = new Map<string, Buffer>();
  #restricted: string | undefined;

  /** `text`: one event without its end, or whole events. */
  constructor(private readonly text: string) {}

  /** Returns the event with its end. `isRestricted`: for a user with read access only. */
  frame(isRestricted: boolean, id?: string): Buffer {
    const key = `${String(isRestricted)} ${id ?? ''}`;
    const existing = this.#frames.get(key) ?? Buffer.from(formatFrame(this.whole(isRestricted), id));
    this.#frames.set(key, existing);
    return existing;
  }

  /** Returns the text as it is, of whole events. */
  whole(isRestricted: boolean): string {
    if (!isRestricted) return this.text;
    return (this.#restricted ??= restrictEvents(this.text));
  }
}
