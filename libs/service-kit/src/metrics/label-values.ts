/** Replaces an unexpected value, and all values beyond the limit. */
export const OTHER = 'other';

/** Matches identifiers of programs. Free text has blanks, other letters, or no length limit. */
const WORD = /^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,63}$/;
const MOST = 50;

/**
 * The values of one label. Prometheus keeps a series for each of them, so their number is limited, whatever a script, an engine
 * or a server reports.
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
