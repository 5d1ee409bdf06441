/** In place of a value that was not expected, or of one too many. */
export const OTHER = 'other';

/** Words as programs make them; what a person writes has blanks, other letters, or no end. */
const WORD = /^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,63}$/;
const MOST = 50;

/**
 * The values of one label. Each makes series of its own, kept for ever by whoever scrapes: so there is an end to them, whatever
 * a script, an engine or a server says.
 */
export class LabelValues {
  readonly #known = new Set<string>();

  constructor(private readonly most = MOST) {}

  of(value: string): string {
    if (this.#known.has(value)) return value;
    if (!WORD.test(value) || this.#known.size >= this.most) return OTHER;
    this.#known.add(value);
    return value;
  }
}
